import css from './Name.module.css';

/** Characters of the tail that stay when the middle goes. */
const TAIL = 11;
const SHORT = 16;

/** A name or path in mono. When it does not fit, its middle goes and both ends stay; the whole name is always read out. */
export function Name({ text, strong = false }: { text: string; strong?: boolean }) {
  const className = strong ? css.strong : css.name;
  if (text.length <= SHORT) {
    return (
      <span className={className} title={text} translate="no">
        <span>{text}</span>
      </span>
    );
  }
  return (
    <>
      <span className={className} title={text} aria-hidden="true" translate="no">
        <span>{text.slice(0, -TAIL)}</span>
        <span>{text.slice(-TAIL)}</span>
      </span>
      <span className="sr" translate="no">
        {text}
      </span>
    </>
  );
}
