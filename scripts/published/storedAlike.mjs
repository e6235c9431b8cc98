/** Whether a checkpoint holds for us what TensorFlow finds in it: names, shapes. */
export function storedAlike({ variables }, { variables: theirs }) {
  const ours = new Map(variables.map((it) => [it.place, it.shape.join('×')]));
  const names = Object.keys(theirs);
  const same = names.filter((name) => ours.get(name) === theirs[name].shape.join('×'));
  return {
    agrees: same.length === names.length && ours.size === names.length,
    says: `${same.length} of ${names.length} variables`,
  };
}
