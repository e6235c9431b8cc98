import type { Report } from '../../report/index.ts';
import type { ReportForms } from '../state/session.ts';

/** A way to hand a comparison on. */
export type ShareForm = 'html' | 'json' | 'markdown' | 'junit' | 'link';

/** What a form is good for, and what its file is called. */
export const FORMS: Readonly<
  Record<
    ShareForm,
    { readonly name: string; readonly says: string; readonly file: string | null; readonly type: string }
  >
> = {
  html: {
    name: 'HTML',
    says: 'One file. Opens anywhere without a network, reads without scripts.',
    file: 'twinspect-report.html',
    type: 'text/html',
  },
  json: {
    name: 'JSON',
    says: 'The whole report for programs. Dropped on this page, it opens again.',
    file: 'twinspect-report.json',
    type: 'application/json',
  },
  markdown: {
    name: 'Markdown',
    says: 'A summary for a ticket, a pull request or a chat.',
    file: 'twinspect-report.md',
    type: 'text/markdown',
  },
  junit: {
    name: 'JUnit',
    says: 'One test case for each layer, variable and output, for a build server.',
    file: 'twinspect-report.xml',
    type: 'application/xml',
  },
  link: {
    name: 'Link',
    says: 'Where you are on this page: tab, layer, filter. It carries no files; whoever opens it opens the same two.',
    file: null,
    type: 'text/plain',
  },
};

/** The text that leaves in a form. */
export function textOf(form: ShareForm, report: Report, forms: ReportForms): string {
  switch (form) {
    case 'html':
      return forms.toHtml(report);
    case 'json':
      return forms.toJson(report);
    case 'markdown':
      return forms.toMarkdown(report);
    case 'junit':
      return forms.toJunit(report);
    case 'link':
      return location.href;
  }
}
