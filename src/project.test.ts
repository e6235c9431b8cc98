import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MADE_BY } from './pipeline/index.ts';

const root = new URL('../', import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const pkg = JSON.parse(text('package.json')) as {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

interface Room {
  readonly rooms: readonly string[];
  readonly lazy?: readonly string[];
  readonly types: readonly string[];
  readonly npm: readonly string[];
}

const rooms = JSON.parse(text('rooms.json')) as Record<string, Room>;

/** All files below a folder, as paths from the root. */
function filesIn(folder: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true })
    .map((name) => `${folder}${String(name)}`)
    .filter((path) => statSync(new URL(path, root)).isFile());
}

/** What the room check says about a file with this import, planted in a room. */
function plant(room: string, line: string): string {
  const name = `planted${process.pid}`;
  const folder = new URL(`src/${room}/${name}/`, root);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('planted.ts', folder), `${line}\n`);
  try {
    return execFileSync(
      'node_modules/.bin/depcruise',
      ['--config', '.dependency-cruiser.cjs', `src/${room}/${name}`, '--output-type', 'err'],
      { cwd: fileURLToPath(root), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the project', () => {
  it('pins every package to an exact version', () => {
    for (const version of Object.values({ ...pkg.dependencies, ...pkg.devDependencies })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  it('gives a reason for every package in CONTRIBUTING.md', () => {
    const document = text('CONTRIBUTING.md');
    for (const name of Object.keys({ ...pkg.dependencies, ...pkg.devDependencies }))
      expect(document).toContain(`\`${name}\``);
  });

  it('signs reports with its own name and version', () => {
    expect(MADE_BY).toBe(`${pkg.name}@${pkg.version}`);
  });

  it('has no file for things without a name of their own', () => {
    expect(filesIn('src/').filter((path) => /\/(utils?|helpers?|common|misc)(\/|\.)/i.test(path))).toEqual(
      [],
    );
  });

  it('lists in ARCHITECTURE.md the very rooms that the check enforces', () => {
    const rows = [
      ...text('ARCHITECTURE.md').matchAll(/^\| `(\w+)` \| [^|]* \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/gm),
    ];
    const listed = (cell: string | undefined): string[] =>
      [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
    const documented = Object.fromEntries(
      rows.map(([, room, may, types, npm]) => [
        room,
        { rooms: listed(may), types: listed(types), npm: listed(npm) },
      ]),
    );
    const enforced = Object.fromEntries(
      Object.entries(rooms).map(([room, it]) => [
        room,
        { rooms: [...it.rooms, ...(it.lazy ?? [])], types: it.types, npm: it.npm },
      ]),
    );
    expect(documented).toEqual(enforced);
  });

  it('has no dead link in its documents', () => {
    for (const path of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md']) {
      for (const [, target = ''] of text(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
        expect(
          statSync(new URL(target, root), { throwIfNoEntry: false }),
          `${path} → ${target}`,
        ).toBeDefined();
      }
    }
  });
});

describe('the room check', () => {
  it.each([
    ['diff', "import { toText } from '../../report/index.ts';\nexport const x = toText;", 'diff-rooms'],
    [
      'diff',
      "import { openHdf5 } from '../../formats/containers/index.ts';\nexport const x = openHdf5;",
      'diff-rooms',
    ],
    ['diff', "import { Ladder } from '../../align/Ladder.ts';\nexport const x = Ladder;", 'diff-entrance'],
    ['model', "import * as tf from '@tensorflow/tfjs-core';\nexport const x = tf;", 'model-packages'],
    [
      'diagnose',
      "import { compareRuns } from '../../run/index.ts';\nexport const x = compareRuns;",
      'diagnose-types',
    ],
    [
      'pipeline',
      "import { compareRuns } from '../../run/index.ts';\nexport const x = compareRuns;",
      'pipeline-types',
    ],
    ['align', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;", 'align-no-node'],
  ])('refuses in %s: %s', (room, line, rule) => {
    expect(plant(room, line)).toContain(rule);
  });

  it('lets through what a room may import', () => {
    expect(
      plant('diff', "import { sizeOf } from '../../model/index.ts';\nexport const x = sizeOf;"),
    ).not.toContain('error');
  });
});
