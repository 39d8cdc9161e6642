// WebGPU on a software adapter agrees with WebAssembly: rollouts, scores and an update.
import { expect, type Page, test } from '@playwright/test';
import { button, eventsOf, expectStatus, openExperiment, wholeRun } from './support/page.ts';

// Every token of a small model is hundreds of dispatches, slow ones in software: so few and short
// solutions as there can be. A weight for wrong ones makes sure that there is something to learn.
const FIELDS = 'prompts=1&group=2&steps=1&evaln=8&length=4&adv=outcome&c=-1&loss=reinforce';

/** Relative to the larger of 1 and the number: f32 sums of another order, and one step of Adam on them. */
const TOLERANCE = 1e-3;

async function runOn(page: Page, engine: string) {
  const events = eventsOf(await wholeRun(page, `${FIELDS}&engine=${engine}`));
  const rows = page.getByRole('region', { name: /^The group/ }).getByRole('listitem');
  return { events, solutions: await rows.allInnerTexts() };
}

for (const kind of ['tfjs', 'native'])
  test(`${kind}: webgpu and wasm write the same tokens and measure the same numbers`, async ({
    page,
  }) => {
    const wasm = await runOn(page, `${kind}-wasm`);
    const webgpu = await runOn(page, `${kind}-webgpu`);
    expect(webgpu.events[0]).toMatchObject({ engine: { name: `${kind}-webgpu` } });
    expect(webgpu.events.map(({ kind }) => kind)).toEqual(wasm.events.map(({ kind }) => kind));
    // A draw this near to the edge of a token, where rounding decides, is not among these.
    expect(webgpu.solutions).toEqual(wasm.solutions);

    let updates = 0;
    wasm.events.forEach((expected, i) => {
      const found = webgpu.events[i];
      if (!('metrics' in expected) || found === undefined || !('metrics' in found)) return;
      const others = new Map(Object.entries(found.metrics));
      expect([...others.keys()]).toEqual(Object.keys(expected.metrics));
      for (const [name, value] of Object.entries(expected.metrics)) {
        const difference = Math.abs((others.get(name) ?? Number.NaN) - value);
        expect(difference, name).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(value)));
        if (name === 'update/grad_norm' && value > 0) updates += 1;
      }
    });
    expect(updates).toBe(1);
  });

test('the status counts kernels while they are compiled', async ({ page }) => {
  await openExperiment(page, `${FIELDS}&engine=native-webgpu`);
  await button(page, 'Play').click();
  await expectStatus(page, /compiling kernels \d+ of \d+/);
});
