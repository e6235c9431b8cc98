/** A sentence whose `names` stand between backticks and whose **figures** stand between stars. */
export function Prose({ text }: { text: string }) {
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
