// Table of the settings in which the arms differ.
import { useMemo } from 'react';
import type { ComparedArm } from '../../../app/compare/results/compared.ts';
import { FIELDS } from '../../../config/fields.ts';
import { settingsOfArms } from '../../../study/settings.ts';
import { choiceTitle } from '../../settings/models.ts';

export function SettingsTable({ arms }: { readonly arms: readonly ComparedArm[] }) {
  const settings = useMemo(
    () => settingsOfArms(arms.map((arm) => ({ ...arm, stands: '' }))),
    [arms],
  );
  return (
    <div className="numbers">
      <h3>Settings in which the arms differ</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="numbers-scroll" tabIndex={0} aria-label="Settings of the arms, table">
        <table>
          <thead>
            <tr>
              <th scope="col">Arm</th>
              {settings.fields.map((name) => (
                <th key={name} scope="col" title={FIELDS[name].help}>
                  {FIELDS[name].label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {settings.arms.map(({ name, values, link }) => (
              <tr key={name}>
                <th scope="row">
                  <a href={`#${link}`} title="Sets up the page as this arm">
                    {name}
                  </a>
                </th>
                {values.map((value, i) => (
                  <td
                    key={settings.fields[i]}
                    className={value === settings.arms[0]?.values[i] ? undefined : 'differs'}
                  >
                    {choiceTitle(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {settings.shared.length > 0 && (
        <p className="aside">
          All arms:{' '}
          {settings.shared
            .map(([name, value]) => `${FIELDS[name].label} ${choiceTitle(value)}`)
            .join(', ')}
          ; the rest at its default.
        </p>
      )}
    </div>
  );
}
