import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a proof depends on besides Keras. */
const SOURCES = ['src', 'fixtures/make', 'scripts/proofs', 'package.json'];

/** Results that survive an interruption: one line of JSON each, good for the sources that they were made with. */
export class Ledger {
  #path;
  #sources;
  #rows = new Map();

  constructor(root) {
    this.#path = process.env.PROOFS ?? join(root, 'node_modules', '.cache', 'proofs.jsonl');
    this.#sources = hashOf(root);
    mkdirSync(dirname(this.#path), { recursive: true });
    const lines = existsSync(this.#path) ? readFileSync(this.#path, 'utf8').split('\n').filter(Boolean) : [];
    for (const row of lines.map((line) => JSON.parse(line))) {
      if (row.sources === this.#sources) this.#rows.set(row.id, row.result);
    }
  }

  /** The result of an earlier run on the same sources, if all agreed. */
  agreed(id) {
    const result = this.#rows.get(id);
    return result?.disagreed === 0 ? result : null;
  }

  keep(id, result) {
    appendFileSync(this.#path, `${JSON.stringify({ sources: this.#sources, id, result })}\n`);
  }
}

function hashOf(root) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!statSync(path).isDirectory()) {
      if (/\.(ts|mjs|py|json)$/.test(path) && !path.endsWith('.test.ts')) hash.update(readFileSync(path));
      return;
    }
    for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  for (const source of SOURCES) visit(join(root, source));
  return hash.digest('hex').slice(0, 16);
}
