import { defineConfig } from 'vite';

/** The command line: one file for Node, packages left outside. */
export default defineConfig({
  build: {
    ssr: 'src/cli.ts',
    outDir: 'dist-cli',
    target: 'node20',
    minify: false,
    rollupOptions: { output: { entryFileNames: 'cli.js', chunkFileNames: '[name].js' } },
  },
  publicDir: false,
  logLevel: 'error',
});
