#!/usr/bin/env node
import { type Command, readArguments } from './cli/arguments.ts';
import { compareCommand } from './cli/compare.ts';
import { closeFiles, writeResult } from './cli/files.ts';
import { HELP } from './cli/help.ts';
import { loadCommand } from './cli/load.ts';
import { openCommand } from './cli/open.ts';
import { runCommand } from './cli/run.ts';
import { showCommand } from './cli/show.ts';
import { Trouble } from './cli/Trouble.ts';
import { webpCode } from './cli/webpCode.ts';
import { failureOf, provideWebpCode } from './formats/index.ts';
import type { ReadFailure } from './model/index.ts';
import { MADE_BY } from './pipeline/index.ts';
import { visible } from './report/index.ts';

const COMMANDS: Readonly<Record<Command['name'], (command: Command) => Promise<number> | number>> = {
  compare: compareCommand,
  run: runCommand,
  show: showCommand,
  open: openCommand,
  load: loadCommand,
  help: () => print(HELP),
  version: () => print(`${MADE_BY}\n`),
};

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** Says what went wrong in plain words; with `--json` it writes the error document too. */
function trouble(failure: ReadFailure, argv: readonly string[]): number {
  const place = failure.where ? `\n  where: ${visible(failure.where)}` : '';
  const told = visible(`${failure.file ? `${failure.file}: ` : ''}${failure.message}`);
  process.stderr.write(`${told}${place}\n`);
  const at = argv.findIndex((it) => it === '--json' || it.startsWith('--json='));
  const path = argv[at]?.startsWith('--json=') ? argv[at]?.slice('--json='.length) : argv[at + 1];
  if (at >= 0 && path) writeResult(path, `${JSON.stringify({ schema: 1, error: failure }, null, 2)}\n`);
  return 2;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = readArguments(argv);
    return await COMMANDS[command.name](command);
  } catch (error) {
    const failure = error instanceof Trouble ? error.failure : failureOf(error, null);
    return trouble({ ...failure, file: failure.file ?? 'the command line' }, argv);
  } finally {
    closeFiles();
  }
}

provideWebpCode(webpCode);
process.exitCode = await main(process.argv.slice(2));
