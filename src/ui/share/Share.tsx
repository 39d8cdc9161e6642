// The dialog that shares the experiment: link, link with curves, code to embed.
import { useMemo } from 'react';
import { MOST_POINTS, packCurves } from '../../app/charts/curve-codec.ts';
import { runConfig } from '../../app/run/config-at.ts';
import { hasRun } from '../../app/run/recordings.ts';
import { isChanged } from '../../app/run/run-state.ts';
import type { App } from '../../app/store.ts';
import { LONGEST_CURVE, NO_EXTRAS } from '../../config/extras.ts';
import { formatLink } from '../../config/link.ts';
import { Modal } from '../parts/Modal.tsx';
import { useApp } from '../parts/useApp.ts';
import { CopyField } from './CopyField.tsx';
import { EmbedCode } from './EmbedCode.tsx';
import './share.css';

const address = (fragment: string) => new URL(`#${fragment}`, window.location.href).href;

/** The link with this run's curves, or why there is none. */
function WithCurve() {
  const series = useApp((app) => app.history.series);
  const isOwn = useApp(hasRun);
  const preset = useApp((app) => app.begun?.preset ?? app.preset);
  const begun = useApp((app) => app.begun);
  const changes = useApp((app) => app.history.changes);
  const edited = useApp((app) => app.config);
  const config = runConfig({ begun, history: { changes } }) ?? edited;
  const isEdited = useApp(isChanged);
  const packed = useMemo(() => (isOwn ? packCurves(series) : null), [isOwn, series]);
  if (packed === null) {
    return <p className="aside">Train first: what is measured on the way can go into the link.</p>;
  }
  if (packed.text.length > LONGEST_CURVE) {
    return (
      <p className="aside">
        The curve takes {packed.text.length} characters; a link holds at most {LONGEST_CURVE}. Save
        the run and send its file instead.
      </p>
    );
  }
  const { text: curve, every } = packed;
  return (
    <>
      <CopyField
        label="Link with my curve"
        action="Copy link with curve"
        text={address(formatLink(preset, config, { ...NO_EXTRAS, curve }))}
      />
      <p className="aside">
        Who opens it sees your measured curves grey and dashed beside a run of their own.
        {every > 1 &&
          ` A link holds ${MOST_POINTS} evaluations, so one of every ${every} is in it.`}
        {isEdited &&
          ' It has the settings that the run was begun with, not those changed since then.'}
      </p>
    </>
  );
}

export function Share({ onClose }: { readonly onClose: () => void }) {
  const preset = useApp((app: App) => app.preset);
  const config = useApp((app: App) => app.config);
  return (
    <Modal title="Share" onClose={onClose}>
      <div className="share-parts">
        <section aria-labelledby="share-link">
          <h3 id="share-link">The experiment</h3>
          <CopyField
            label="Link of all settings"
            action="Copy link"
            text={address(formatLink(preset, config))}
            isFirst
          />
          <p className="aside">
            Same link, same engine: the same run, number by number. Nothing is uploaded.
          </p>
        </section>
        <section aria-labelledby="share-curve">
          <h3 id="share-curve">With what it gave</h3>
          <WithCurve />
        </section>
        <section aria-labelledby="share-embed">
          <h3 id="share-embed">In a page of yours</h3>
          <EmbedCode
            linkHiding={(hide) => address(formatLink(preset, config, { ...NO_EXTRAS, hide }))}
          />
        </section>
      </div>
    </Modal>
  );
}
