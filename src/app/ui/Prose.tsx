/** How the command line does what a sentence says: the page has a button for it. */
const OPTION = / \(--[a-z]+(?:-[a-z]+)*\)/g;

/** A sentence whose `names` stand between backticks and whose **figures** stand between stars. */
export function Prose({ text: given }: { text: string }) {
  const text = given.replaceAll(OPTION, '');
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, at) => {
    const key = `${at}:${part}`;
    if (part.length > 2 && part.startsWith('`')) {
      return (
        <code key={key} translate="no">
          {part.slice(1, -1)}
        </code>
      );
    }
    return part.startsWith('**') && part.length > 4 ? <b key={key}>{part.slice(2, -2)}</b> : part;
  });
}
