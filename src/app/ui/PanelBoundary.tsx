import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Note } from './Note.tsx';

/** Keeps a fault inside its panel: the rest of the page stays. */
export class PanelBoundary extends Component<
  { name: string; children: ReactNode },
  { fault: string | null }
> {
  override state = { fault: null as string | null };

  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.fault === null) return this.props.children;
    return (
      <div style={{ padding: 12 }}>
        <Note bad>
          <b>{this.props.name} cannot be drawn.</b> This is a fault of the page, not of the files. The rest
          stays usable. <Button onClick={() => this.setState({ fault: null })}>Try again</Button>
          <details>
            <summary className="small muted">Where exactly</summary>
            <code>{this.state.fault}</code>
          </details>
        </Note>
      </div>
    );
  }
}
