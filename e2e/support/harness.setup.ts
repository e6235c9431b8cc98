import { test } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { HARNESS, HARNESS_DIST } from './paths.ts';

test('the harness page is built', async () => {
  await build({
    configFile: false,
    root: HARNESS,
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir: HARNESS_DIST, emptyOutDir: true, target: 'es2022', minify: false },
  });
});
