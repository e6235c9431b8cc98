import { useEffect, useMemo, useState } from 'react';
import type { Redact, Report } from '../../report/index.ts';
import { useSession } from '../state/SessionContext.ts';
import type { ReportForms } from '../state/session.ts';
import { copy } from '../state/toasts.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { bytes, plural } from '../ui/figures.ts';
import { Icon } from '../ui/Icon.tsx';
import { ScrollRegion } from '../ui/ScrollRegion.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { saveFile } from '../ui/saveFile.ts';
import { LeaveOut } from './LeaveOut.tsx';
import css from './ShareDialog.module.css';
import { FORMS, type ShareForm, textOf } from './shareForms.ts';

const ORDER: readonly ShareForm[] = ['html', 'json', 'markdown', 'junit', 'link'];
const PREVIEW = 20_000;

/** Hands the comparison on. What leaves is shown before it leaves. */
export function ShareDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const session = useSession();
  const [form, setForm] = useState<ShareForm>('html');
  const [what, setWhat] = useState<Redact>({});
  const [forms, setForms] = useState<ReportForms | null>(null);
  useEffect(() => {
    void session.forms().then((loaded) => setForms(loaded));
  }, [session]);
  const left = useMemo(() => forms?.redact(report, what) ?? report, [forms, report, what]);
  const text = useMemo(() => (forms ? textOf(form, left, forms) : ''), [form, left, forms]);
  const size = useMemo(() => new Blob([text]).size, [text]);
  const about = FORMS[form];
  return (
    <Dialog
      title="Share this comparison"
      onClose={onClose}
      footer={
        <>
          <span className={css.promise}>
            <Icon glyph="lock" />
            The file is made in this tab. You decide who gets it.
          </span>
          <span className="muted small">{bytes(size)}</span>
          <Button icon="copy" disabled={text === ''} onClick={() => void copy(text, `${about.name} copied.`)}>
            Copy
          </Button>
          {about.file === null ? null : (
            <Button
              look="primary"
              icon="download"
              disabled={text === ''}
              onClick={() => saveFile(about.file ?? '', new Blob([text], { type: about.type }))}
            >
              Save report
            </Button>
          )}
        </>
      }
    >
      <div className={css.parts}>
        <div>
          <h3>As</h3>
          <Segmented
            label="Form"
            value={form}
            options={ORDER.map((value) => ({ value, label: FORMS[value].name }))}
            onChange={setForm}
          />
          <p className={css.says}>{about.says}</p>
          {form === 'link' ? null : (
            <>
              <LeaveOut what={what} onChange={setWhat} />
              <p className={css.says}>
                In it: {plural(report.layers.length, 'layer')} and{' '}
                {plural(report.variables.length, 'variable')} with their figures,{' '}
                {plural(report.findings.length, 'finding')} with the evidence, what was ruled out, versions
                and checksums. Never the values of a whole weight.
              </p>
            </>
          )}
        </div>
        <div className={css.preview}>
          <h3>
            This is what leaves
            {left.redacted.length > 0 ? ` · ${plural(left.redacted.length, 'place')} removed` : ''}
          </h3>
          {form === 'html' ? (
            <iframe title="The report as it will be saved" sandbox="" srcDoc={text} />
          ) : (
            <ScrollRegion label="The text as it will be saved" className={css.text}>
              <pre>
                {text.slice(0, PREVIEW)}
                {text.length > PREVIEW ? '\n…' : ''}
              </pre>
            </ScrollRegion>
          )}
        </div>
      </div>
    </Dialog>
  );
}
