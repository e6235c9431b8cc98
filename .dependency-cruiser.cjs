// The room table of ARCHITECTURE.md, held by machine: which room may import which, types or values, and which packages.
const ROOMS = require('./rooms.json');

const anyOf = (names) => (names.length === 0 ? '^$' : `^src/(${names.join('|')})(/|\\.tsx?$)`);
const TESTS = ['\\.test\\.tsx?$', '/testing\\.ts$', '/testing/', '/testdata/'];

function rulesOf([room, { rooms, types, lazy = [], npm }]) {
  const from = { path: `^src/${room}(/|\\.tsx?$)`, pathNot: TESTS };
  const packages = npm.filter((name) => !name.startsWith('node:'));
  return [
    {
      name: `${room}-rooms`,
      comment: `${room} may import ${rooms.join(', ') || 'no other room'}; see ARCHITECTURE.md.`,
      severity: 'error',
      from,
      to: { path: '^src/', pathNot: [anyOf([room, ...rooms, ...types, ...lazy]), '^src/main\\.tsx$'] },
    },
    {
      name: `${room}-types`,
      comment: `${room} may take only types of ${types.join(', ')}.`,
      severity: 'error',
      from,
      to: {
        path: anyOf(types.filter((it) => !rooms.includes(it))),
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    },
    {
      name: `${room}-lazy`,
      comment: `${room} may load ${lazy.join(', ') || 'nothing'} by await import only.`,
      severity: 'error',
      from,
      to: {
        path: anyOf([...types.filter((it) => !lazy.includes(it)), ...lazy]),
        dependencyTypes: ['dynamic-import'],
        ...(lazy.length > 0 ? { pathNot: anyOf(lazy) } : {}),
      },
    },
    {
      name: `${room}-packages`,
      comment: `${room} may use ${npm.join(', ') || 'no package'}.`,
      severity: 'error',
      from,
      to: {
        path: 'node_modules',
        ...(packages.length > 0 ? { pathNot: `node_modules/(${packages.join('|')})` } : {}),
      },
    },
    {
      name: `${room}-entrance`,
      comment: 'A room is entered by its index.ts.',
      severity: 'error',
      from: { path: `^src/${room}(/|\\.tsx?$)`, pathNot: TESTS },
      to: { path: '^src/[^/]+/', pathNot: [`^src/${room}/`, '^src/[^/]+/index\\.tsx?$'] },
    },
    ...(npm.includes('node:')
      ? []
      : [
          {
            name: `${room}-no-node`,
            comment: `${room} must run in a browser.`,
            severity: 'error',
            from,
            to: { dependencyTypes: ['core'] },
          },
        ]),
  ];
}

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).flatMap(rulesOf),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\?(url|worker|raw)', '^h5wasm$'] },
    },
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.node.json' },
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6'],
    exclude: { path: ['\\.css$'] },
  },
};
