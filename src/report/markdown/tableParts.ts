import { changedVariables } from '../digest/answer.ts';
import { inputWords } from '../digest/inputWords.ts';
import { differingEntries, layerEntries, nameOf } from '../digest/layerEntries.ts';
import { coverageSentence } from '../digest/measuredHow.ts';
import { defaultWord, jsonWords, optionGroups } from '../digest/optionGroups.ts';
import { outputWords } from '../digest/outputWords.ts';
import { variableWords } from '../digest/variableWords.ts';
import type { Report } from '../Report.ts';
import { formatCount, formatNumber, formatPlural } from '../words/formatNumber.ts';
import { STATE_WORDS } from '../words/stateWords.ts';
import { markdownCode, markdownProse, markdownText } from './escapeMarkdown.ts';
import type { MarkdownPage } from './MarkdownPage.ts';

/** A comment on GitHub holds 65,536 characters: tables stay short. */
const MOST = 40;

/** The layers that differ. */
export function layersPart(page: MarkdownPage, report: Report): void {
  const entries = layerEntries(report);
  const differing = entries.filter((entry) => entry.differs).length;
  if (differing === 0) return;
  const shown = differingEntries(entries, MOST);
  page.fold(
    `Layers that differ or did not run: ${formatCount(differing)} of ${formatCount(entries.length)}`,
    () => {
      page.table(
        ['Layer', 'Class', 'Files', 'Own error:', 'Out error:', 'When run'],
        shown.map((entry) => [
          markdownCode(nameOf(entry)),
          markdownText(entry.row.className),
          STATE_WORDS[entry.row.verdict],
          formatNumber(entry.run?.ownError),
          formatNumber(entry.run?.relative),
          entry.run === null ? '–' : STATE_WORDS[entry.run.verdict],
        ]),
      );
      more(page, differing - shown.length);
    },
  );
}

/** The variables that differ. */
export function variablesPart(page: MarkdownPage, report: Report): void {
  const changed = changedVariables(report);
  if (changed.length === 0) return;
  page.fold(
    `Variables that differ: ${formatCount(changed.length)} of ${formatCount(report.variables.length)}`,
    () => {
      page.table(
        [
          'Variable',
          'State',
          'Values that differ:',
          'Largest absolute:',
          'Largest relative:',
          'Allowed:',
          'Note',
        ],
        changed.slice(0, MOST).map((row) => {
          const words = variableWords(row);
          const also = [...(words.nameB === null ? [] : [`in B \`${words.nameB}\``]), ...words.also];
          return [
            `${markdownCode(words.name)} ${markdownText(words.shape)}`,
            words.status,
            words.howMany,
            markdownText(words.largest),
            markdownText(words.relative),
            words.allowed,
            also.map(markdownProse).join('; '),
          ];
        }),
      );
      more(page, changed.length - MOST);
    },
  );
}

/** The options that differ. */
export function optionsPart(page: MarkdownPage, report: Report): void {
  const groups = optionGroups(report);
  if (groups.length === 0) return;
  page.fold(`Options that differ: ${formatCount(groups.length)}`, () => {
    page.table(
      ['Option', 'Class', 'A', 'B', 'Where', 'Can change'],
      groups
        .slice(0, MOST)
        .map(({ option, className, layers }) => [
          markdownCode(option.key),
          markdownText(className),
          markdownCode(jsonWords(option.a)) + defaultWord(option, 'a'),
          markdownCode(jsonWords(option.b)) + defaultWord(option, 'b'),
          layers.length === 1 ? markdownCode(layers[0] ?? '') : formatPlural(layers.length, 'layer'),
          option.relevance === 'prediction'
            ? 'predictions'
            : option.relevance === 'training'
              ? 'training only'
              : 'nothing',
        ]),
    );
    more(page, groups.length - MOST);
  });
}

/** The outputs of every run. */
export function outputsPart(page: MarkdownPage, report: Report): void {
  for (const run of report.runs) {
    page.heading(3, 'Predictions');
    page.paragraph(
      markdownProse(
        `${formatPlural(run.inputs.samples, 'sample')}, ${inputWords(run.inputs)}, on ${run.backend}. ${coverageSentence(run.coverage)}`,
      ),
    );
    const outputs = run.outputs
      .slice(0, MOST)
      .map((output) => ({ name: output.name, words: outputWords(output) }));
    page.table(
      ['Output', 'Largest gap:', 'Allowed:', 'Largest relative:', 'Flips:', 'Verdict'],
      outputs.map(({ name, words }) => [
        markdownCode(name),
        words.gap,
        words.allowed,
        words.relative,
        words.flips,
        words.says,
      ]),
    );
    for (const sentence of outputs.flatMap(({ words }) => words.also))
      page.paragraph(markdownProse(sentence));
    more(page, run.outputs.length - MOST);
  }
}

function more(page: MarkdownPage, count: number): void {
  if (count > 0) page.paragraph(`and ${formatCount(count)} more`);
}
