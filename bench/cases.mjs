/** What is compared with `h5diff`, and how many tensors must be found to differ. `peer` names what h5diff can open. */
export const CASES = [
  pair('100 MB, 100 tensors, .keras', '100mb', 'b', 'keras', 20),
  pair('100 MB, 100 tensors, .h5', '100mb', 'b', 'h5', 20),
  pair('100 MB, every tensor differs, .keras', '100mb', 'spread', 'keras', 100),
  pair('1 GB, 120 tensors, .keras', '1gb', 'b', 'keras', 24),
  pair('1 GB, identical, .keras', '1gb', 'copy', 'keras', 0),
  pair('1 GB, every tensor differs, .keras', '1gb', 'spread', 'keras', 120),
  pair('20,000 tensors, .keras', '20000', 'b', 'keras', 4000),
  pair('20,000 tensors, .h5', '20000', 'b', 'h5', 4000),
];

function pair(name, size, side, format, differing) {
  const peerFormat = format === 'keras' ? 'weights.h5' : format;
  return {
    name,
    files: [`${size}-a.${format}`, `${size}-${side}.${format}`],
    peer: [`${size}-a.${peerFormat}`, `${size}-${side}.${peerFormat}`],
    differing,
  };
}

const milliseconds = (value) => `${value.toFixed(0)} ms`;
const megabytes = (value) => `${value.toFixed(0)} MB`;

/** Figures of our own that have a limit, or none (`null`) where they are only shown. */
export const LIMITS = [
  {
    name: 'Opening both files of 1 GB',
    step: 'open',
    files: ['1gb-a.keras', '1gb-b.keras'],
    figure: (told) => told.open,
    limit: 300,
    show: milliseconds,
  },
  {
    name: 'Memory for the 1 GB pair',
    step: 'values',
    files: ['1gb-a.keras', '1gb-b.keras'],
    figure: (told) => told.peak,
    limit: 500,
    show: megabytes,
  },
  {
    name: 'Moves and histograms too, 100 MB, every tensor differs',
    step: 'files',
    files: ['100mb-a.keras', '100mb-spread.keras'],
    figure: (told) => told.total,
    limit: null,
    show: milliseconds,
  },
];
