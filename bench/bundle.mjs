import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles an entry of this folder for Node, as the command line is bundled. Returns the path of the script. */
export async function bundle(entry) {
  const outDir = fileURLToPath(new URL('data/built/', import.meta.url));
  const name = entry.replace(/^.*\//, '').replace(/\.ts$/, '.mjs');
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./', import.meta.url)),
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: name, chunkFileNames: '[name].mjs' } },
    },
  });
  return `${outDir}${name}`;
}
