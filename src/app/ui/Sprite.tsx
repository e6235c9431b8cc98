/** Every glyph once; `Icon` refers to them. 16 px, 1.5 px line. */
export function Sprite() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      <symbol id="g-same" viewBox="0 0 16 16">
        <path d="M3 6h10M3 10h10" />
      </symbol>
      <symbol id="g-approx" viewBox="0 0 16 16">
        <path d="M2.5 6.5c2-2.2 3.6-2.2 5.5-.9s3.5 1.3 5.5-.9M2.5 11c2-2.2 3.6-2.2 5.5-.9s3.5 1.3 5.5-.9" />
      </symbol>
      <symbol id="g-noise" viewBox="0 0 16 16">
        <path d="M1.5 8h2l1.5-2.5 2 5 2-5 2 5L12.5 8h2" />
      </symbol>
      <symbol id="g-diff" viewBox="0 0 16 16">
        <path d="M3 6h10M3 10h10M10.5 2.5l-5 11" />
      </symbol>
      <symbol id="g-unknown" viewBox="0 0 16 16">
        <path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8" />
        <path d="M8 12.9v.1" strokeWidth="2" />
      </symbol>
      <symbol id="g-born" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5.5" />
        <circle cx="8" cy="8" r="2" fill="currentColor" />
      </symbol>
      <symbol id="g-inherited" viewBox="0 0 16 16">
        <path d="M4 2.5V9a2 2 0 0 0 2 2h7M10.5 8.2 13.3 11l-2.8 2.8" />
      </symbol>
      <symbol id="g-amplified" viewBox="0 0 16 16">
        <path d="M2.5 8 13.5 2.5v11z" />
      </symbol>
      <symbol id="g-absorbed" viewBox="0 0 16 16">
        <path d="M13.5 8 2.5 2.5v11z" />
      </symbol>
      <symbol id="g-moved" viewBox="0 0 16 16">
        <path d="M2 5h11M10.5 2.5 13 5l-2.5 2.5M14 11H3M5.5 8.5 3 11l2.5 2.5" />
      </symbol>
      <symbol id="g-transformed" viewBox="0 0 16 16">
        <path d="M13 8a5 5 0 1 1-1.7-3.7M13 2v3h-3" />
      </symbol>
      <symbol id="g-shape" viewBox="0 0 16 16">
        <rect x="2" y="5" width="6" height="9" />
        <rect x="8" y="2" width="6" height="6" />
      </symbol>
      <symbol id="g-proven" viewBox="0 0 16 16">
        <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor" />
        <path d="m5.4 8.2 1.9 1.8 3.3-3.7" stroke="var(--surface)" />
      </symbol>
      <symbol id="g-likely" viewBox="0 0 16 16">
        <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" />
        <path d="M8 1.5V14.5L1.5 8z" fill="currentColor" />
      </symbol>
      <symbol id="g-possible" viewBox="0 0 16 16">
        <path d="M8 1.5 14.5 8 8 14.5 1.5 8z" />
      </symbol>
      <symbol id="g-ask" viewBox="0 0 16 16">
        <path d="M2 3h12v8H7l-3 3v-3H2z" />
        <path d="M6.5 6a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.5-.7 1" />
      </symbol>
      <symbol id="g-right" viewBox="0 0 16 16">
        <path d="m6 3.5 4.5 4.5L6 12.5" />
      </symbol>
      <symbol id="g-left" viewBox="0 0 16 16">
        <path d="M10 3.5 5.5 8l4.5 4.5" />
      </symbol>
      <symbol id="g-down" viewBox="0 0 16 16">
        <path d="m3.5 6 4.5 4.5L12.5 6" />
      </symbol>
      <symbol id="g-up" viewBox="0 0 16 16">
        <path d="m3.5 10 4.5-4.5 4.5 4.5" />
      </symbol>
      <symbol id="g-close" viewBox="0 0 16 16">
        <path d="m4 4 8 8M12 4l-8 8" />
      </symbol>
      <symbol id="g-copy" viewBox="0 0 16 16">
        <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
        <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
      </symbol>
      <symbol id="g-download" viewBox="0 0 16 16">
        <path d="M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11" />
      </symbol>
      <symbol id="g-swap" viewBox="0 0 16 16">
        <path d="M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13" />
      </symbol>
      <symbol id="g-search" viewBox="0 0 16 16">
        <circle cx="7" cy="7" r="4.5" />
        <path d="m10.5 10.5 3.5 3.5" />
      </symbol>
      <symbol id="g-share" viewBox="0 0 16 16">
        <path d="M8 10V2M5 4.5 8 1.7l3 2.8M3 8v5.5h10V8" />
      </symbol>
      <symbol id="g-check" viewBox="0 0 16 16">
        <path d="m3 8.5 3.3 3.3L13 5" />
      </symbol>
      <symbol id="g-warn" viewBox="0 0 16 16">
        <path d="M8 2 14.5 13.5h-13z" />
        <path d="M8 6.5v3.2M8 11.6v.1" />
      </symbol>
      <symbol id="g-file" viewBox="0 0 16 16">
        <path d="M4 1.5h5l3.5 3.5v9.5H4z" />
        <path d="M9 1.5V5h3.5" />
      </symbol>
      <symbol id="g-folder" viewBox="0 0 16 16">
        <path d="M1.5 3.5h4.7L7.5 5h7v8.5h-13z" />
      </symbol>
      <symbol id="g-lock" viewBox="0 0 16 16">
        <rect x="3" y="7" width="10" height="7" rx="1.5" />
        <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
      </symbol>
      <symbol id="g-moon" viewBox="0 0 16 16">
        <path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z" />
      </symbol>
      <symbol id="g-help" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6.3" />
        <path d="M6.3 6.3a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.3v.1" />
      </symbol>
      <symbol id="g-plus" viewBox="0 0 16 16">
        <path d="M8 3v10M3 8h10" />
      </symbol>
      <symbol id="g-more" viewBox="0 0 16 16">
        <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />
      </symbol>
      <symbol id="g-sun" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="3" />
        <path d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />
      </symbol>
      <symbol id="g-screen" viewBox="0 0 16 16">
        <rect x="2" y="3" width="12" height="8" rx="1" />
        <path d="M6 13.5h4" />
      </symbol>
    </svg>
  );
}
