import css from './Icon.module.css';

/** Names of the glyphs in the sprite. */
export type Glyph =
  | 'same'
  | 'approx'
  | 'noise'
  | 'diff'
  | 'unknown'
  | 'born'
  | 'inherited'
  | 'amplified'
  | 'absorbed'
  | 'moved'
  | 'transformed'
  | 'shape'
  | 'proven'
  | 'likely'
  | 'possible'
  | 'ask'
  | 'right'
  | 'left'
  | 'down'
  | 'up'
  | 'close'
  | 'copy'
  | 'download'
  | 'swap'
  | 'search'
  | 'share'
  | 'check'
  | 'warn'
  | 'file'
  | 'folder'
  | 'lock'
  | 'moon'
  | 'help'
  | 'plus'
  | 'more'
  | 'sun'
  | 'screen';

/** One glyph, decorative: a word always stands beside it. */
export function Icon({ glyph, large = false }: { glyph: Glyph; large?: boolean }) {
  return (
    <svg className={large ? css.large : css.icon} aria-hidden="true">
      <use href={`#g-${glyph}`} />
    </svg>
  );
}
