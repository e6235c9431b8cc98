import { escapeHtml } from '../html/Html.ts';
import { visible } from '../words/visible.ts';

/** Text for XML: what XML 1.0 forbids is written out, what it gives a meaning is an entity. */
export function escapeXml(text: string): string {
  return escapeHtml(visible(text));
}
