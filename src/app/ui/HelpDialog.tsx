import { usePage } from '../state/page.ts';
import { Dialog } from './Dialog.tsx';
import css from './HelpDialog.module.css';
import { Kbd } from './Kbd.tsx';
import { StateWord } from './StateWord.tsx';
import type { StateName } from './stateLook.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['?', 'keys and terms'],
  ['/', 'filter'],
  ['Ctrl K', 'search everything'],
  ['j k', 'next, previous row (also arrows)'],
  ['[ ]', 'previous, next difference'],
  ['g f', 'first difference'],
  ['g e', 'end of the graph'],
  ['← →', 'fold, unfold a block; pan a map'],
  ['Enter', 'open the row’s details'],
  ['Esc', 'close, then clear, then stop'],
  ['f', 'findings'],
  ['1 … 6', 'tab'],
  ['d', 'only differences'],
  ['x', 'swap A and B'],
  ['c', 'copy the row’s path'],
  ['p', 'pair two layers by hand'],
  ['u', 'take the last pairing back (also Ctrl Z)'],
  ['+ − 0', 'zoom a map'],
  ['Ctrl Shift E', 'save the maps as a picture'],
  ['t', 'theme'],
];

const TERMS: readonly (readonly [StateName, string])[] = [
  ['equal', 'the same output in both models'],
  ['noise', 'differs no more than A differs from itself on another backend'],
  ['born', 'equal inputs, another output: the difference starts here'],
  ['inherited', 'differs because its inputs already do'],
  ['amplified', 'its output error is at least ten times its input error'],
  ['absorbed', 'its output error is smaller than its input error'],
  ['moved', 'the values are found elsewhere in the other file'],
  ['transformed', 'the values are there, transposed, flipped, cast or scaled'],
];

/** Keys, terms and the switch for single keys. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const singleKeys = usePage((page) => page.singleKeys);
  return (
    <Dialog title="Keys and terms" onClose={onClose}>
      <div className={css.columns}>
        <section aria-labelledby="help-keys">
          <h3 id="help-keys">Keys</h3>
          <dl className={css.list}>
            {KEYS.map(([key, does]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((one) => (
                    <Kbd key={one}>{one}</Kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <label className={css.switch}>
            <input
              type="checkbox"
              checked={singleKeys}
              onChange={(event) => usePage.setState({ singleKeys: event.target.checked })}
            />
            Single keys are on
          </label>
        </section>
        <section aria-labelledby="help-terms">
          <h3 id="help-terms">Terms</h3>
          <dl className={css.list}>
            {TERMS.map(([state, means]) => (
              <div key={state}>
                <dt>
                  <StateWord state={state} />
                </dt>
                <dd>{means}</dd>
              </div>
            ))}
          </dl>
          <p className={css.say}>
            <b>Own error</b>: both layers fed with A’s inputs; what differs then was made by this layer.{' '}
            <b>Noise floor</b>: how far A is from itself on another backend and batch size. Within ten times
            that, two numbers are the same. <b>Δ</b> is always B − A: blue where A is larger, orange where B
            is.
          </p>
        </section>
      </div>
    </Dialog>
  );
}
