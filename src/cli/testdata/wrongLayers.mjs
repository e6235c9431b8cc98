export const ScaleAndShift = () => 'no tensor';
