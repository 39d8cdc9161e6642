// Code that embeds the page in another: panels to hide, height, preview.
import { useId, useState } from 'react';
import { PANEL_NAMES, PANEL_TITLES, type PanelName } from '../../config/extras.ts';
import { CopyField } from './CopyField.tsx';

const HEIGHT = { first: 720, min: 240, max: 2400 };
/** Scale of the preview; share.css has the same. */
const SCALE = 0.4;

/** Text as the value of an attribute. */
const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const frameCode = (link: string, height: number): string =>
  `<iframe src="${attribute(link)}" title="Tandem Playground" width="100%" height="${height}" style="border: 0" loading="lazy" allow="clipboard-write"></iframe>`;

/** Height in pixels; null for what is not allowed. */
function readHeight(text: string): number | null {
  const height = Number(text);
  const isFit = Number.isInteger(height) && height >= HEIGHT.min && height <= HEIGHT.max;
  return text.trim() !== '' && isFit ? height : null;
}

/** Not every browser loads a page into a frame of its own address, so the preview's has a query. */
function previewOf(link: string): string {
  const url = new URL(link);
  url.searchParams.set('preview', '');
  return url.href;
}

function Preview({ link, height }: { readonly link: string; readonly height: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Preview at {100 * SCALE} %</summary>
      {isOpen && (
        <div className="embed-preview" style={{ height: height * SCALE }}>
          <iframe
            key={link}
            src={previewOf(link)}
            title="Preview of the embedded page"
            tabIndex={-1}
            inert
          />
        </div>
      )}
    </details>
  );
}

interface EmbedCodeProps {
  /** The link with these panels hidden. */
  readonly linkHiding: (hide: readonly PanelName[]) => string;
}

export function EmbedCode({ linkHiding }: EmbedCodeProps) {
  const [hide, setHide] = useState<readonly PanelName[]>(['article']);
  const [heightText, setHeightText] = useState(String(HEIGHT.first));
  const id = useId();
  const height = readHeight(heightText);
  const link = linkHiding(hide);
  const toggle = (panel: PanelName) =>
    setHide(PANEL_NAMES.filter((name) => (name === panel) !== hide.includes(name)));
  return (
    <>
      <fieldset>
        <legend>Hide in the frame</legend>
        <div className="embed-parts">
          {PANEL_NAMES.map((panel) => (
            <label key={panel}>
              <input
                type="checkbox"
                checked={hide.includes(panel)}
                onChange={() => toggle(panel)}
              />
              {PANEL_TITLES[panel]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="embed-height">
        <label htmlFor={id}>Height in pixels</label>
        <input
          id={id}
          className="number"
          inputMode="numeric"
          value={heightText}
          aria-invalid={height === null}
          aria-describedby={`${id}-problem`}
          onChange={({ target }) => setHeightText(target.value)}
        />
        <span id={`${id}-problem`} className="field-problem">
          {height === null &&
            `Height: “${heightText}” is not a whole number from ${HEIGHT.min} to ${HEIGHT.max}.`}
        </span>
      </div>
      {height !== null && (
        <>
          <CopyField
            label="The code of the frame"
            action="Copy code"
            text={frameCode(link, height)}
          />
          <Preview link={link} height={height} />
        </>
      )}
    </>
  );
}
