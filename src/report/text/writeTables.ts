import { changedVariables } from '../digest/answer.ts';
import { inputWords } from '../digest/inputWords.ts';
import { differingEntries, layerEntries, nameOf } from '../digest/layerEntries.ts';
import { defaultWord, jsonWords, optionGroups } from '../digest/optionGroups.ts';
import { outputWords } from '../digest/outputWords.ts';
import { variableWords } from '../digest/variableWords.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatNumber, formatPlural } from '../words/formatNumber.ts';
import { STATE_WORDS } from '../words/stateWords.ts';
import type { TextPage } from './TextPage.ts';
import type { Column } from './textTable.ts';

const MOST = 20;
const OPTIONS = 10;

const LAYER_COLUMNS: readonly Column[] = [
  { head: 'layer', align: 'start' },
  { head: 'class', align: 'start' },
  { head: 'files', align: 'start' },
  { head: 'own error', align: 'end' },
  { head: 'out error', align: 'end' },
  { head: 'when run', align: 'start' },
];

/** The layers that differ, at most twenty. */
export function writeLayers(page: TextPage, report: Report): void {
  const entries = layerEntries(report);
  if (entries.length === 0) return;
  const differing = entries.filter((entry) => entry.differs).length;
  if (differing === 0) {
    page.heading(`Layers: none of ${formatCount(entries.length)} differs`);
    return;
  }
  const shown = differingEntries(entries, MOST);
  page.heading(
    `Layers that differ or did not run: ${formatCount(differing)} of ${formatCount(entries.length)}`,
  );
  const rows = shown.map((entry) => [
    { text: nameOf(entry) },
    { text: entry.row.className },
    { text: STATE_WORDS[entry.row.verdict], state: entry.row.verdict },
    { text: formatNumber(entry.run?.ownError) },
    { text: formatNumber(entry.run?.relative) },
    entry.run === null ? { text: '–' } : { text: STATE_WORDS[entry.run.verdict], state: entry.run.verdict },
  ]);
  page.table(LAYER_COLUMNS, rows, 2);
  more(page, differing - shown.length);
}

/** Options that differ and can change a prediction. */
export function writeOptions(page: TextPage, report: Report): void {
  const groups = optionGroups(report).filter((group) => group.option.relevance === 'prediction');
  if (groups.length === 0) return;
  page.heading('Options that differ');
  for (const { option, className, layers } of groups.slice(0, OPTIONS)) {
    const a = `${jsonWords(option.a)}${defaultWord(option, 'a')}`;
    const b = `${jsonWords(option.b)}${defaultWord(option, 'b')}`;
    const where = layers.length === 1 ? `\`${layers[0]}\`` : formatPlural(layers.length, 'layer');
    page.say(`${className} ${option.key}: ${a} in A, ${b} in B, in ${where}`, 2);
  }
  more(page, groups.length - OPTIONS);
}

/** The variables that differ, at most twenty: how many of how many, by how much, where, and what was allowed. */
export function writeVariables(page: TextPage, report: Report): void {
  if (report.variables.length === 0) return;
  const changed = changedVariables(report);
  if (changed.length === 0) {
    page.heading(`Variables: none of ${formatCount(report.variables.length)} differs`);
    return;
  }
  page.heading(
    `Variables that differ: ${formatCount(changed.length)} of ${formatCount(report.variables.length)}`,
  );
  for (const row of changed.slice(0, MOST)) {
    const words = variableWords(row);
    const other = words.nameB === null ? '' : `, in B \`${words.nameB}\``;
    page.say(`\`${words.name}\` ${words.status}, ${words.shape}${other}`, 2);
    if (row.countDifferent !== null) {
      const figures = `${words.howMany} values differ; largest absolute ${words.largest}; largest relative ${words.relative}; allowed ${words.allowed}`;
      page.say(figures, 4, { stress: 'muted' });
    }
    for (const sentence of words.also) page.say(sentence, 4, { stress: 'muted' });
  }
  more(page, changed.length - MOST);
}

const OUTPUT_COLUMNS: readonly Column[] = [
  { head: 'output', align: 'start' },
  { head: 'largest gap', align: 'end' },
  { head: 'allowed', align: 'end' },
  { head: 'largest relative', align: 'end' },
  { head: 'flips', align: 'end' },
  { head: 'verdict', align: 'start' },
];

/** The outputs: gap, what was allowed, decisions flipped. */
export function writeOutputs(page: TextPage, report: Report): void {
  for (const run of report.runs) {
    page.heading(`Predictions: ${formatPlural(run.inputs.samples, 'sample')}, ${inputWords(run.inputs)}`);
    if (run.outputs.length === 0) page.say('No output could be compared.', 2);
    const outputs = run.outputs.map((output) => ({ name: output.name, words: outputWords(output) }));
    const rows = outputs.map(({ name, words }) => [
      { text: name },
      { text: words.gap },
      { text: words.allowed },
      { text: words.relative },
      { text: words.flips },
      { text: words.says, state: words.state },
    ]);
    if (rows.length > 0) page.table(OUTPUT_COLUMNS, rows, 2);
    for (const sentence of outputs.flatMap(({ words }) => words.also)) page.say(sentence, 2);
  }
}

function more(page: TextPage, count: number): void {
  if (count > 0) page.say(`and ${formatCount(count)} more`, 2, { stress: 'muted' });
}
