// Dialog that lists all shortcuts.
import { COMMANDS } from '../../app/commands.ts';
import { Modal } from './Modal.tsx';

const ELSEWHERE: readonly (readonly [keys: string, what: string])[] = [
  ['Ctrl+k', 'Find a command, a preset or a setting'],
  ['?', 'This list'],
  ['← →', 'In a solution: token by token'],
  ['Shift+← →', 'In a solution: handoff by handoff'],
  ['Home End', 'In a solution: its first and last token'],
  ['Space', 'In a solution: play it, or pause'],
];

export function Keys({ onClose }: { readonly onClose: () => void }) {
  const commands = COMMANDS.flatMap(({ keys, title }) =>
    keys === null ? [] : [[keys, title] as const],
  );
  return (
    <Modal title="Keys" onClose={onClose}>
      <dl className="keys">
        {[...commands, ...ELSEWHERE].map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.split('+').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
