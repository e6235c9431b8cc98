/** A piece of a sentence: plain, a name that stood between backticks, or a figure that stood between stars. */
export interface ProsePart {
  readonly kind: 'text' | 'code' | 'strong';
  readonly text: string;
}

/** Takes a sentence apart into plain text, `names` and **figures**. */
export function proseParts(sentence: string): ProsePart[] {
  return sentence
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.length > 2 && part.startsWith('`') && part.endsWith('`'))
        return { kind: 'code', text: part.slice(1, -1) };
      if (part.length > 4 && part.startsWith('**')) return { kind: 'strong', text: part.slice(2, -2) };
      return { kind: 'text', text: part };
    });
}
