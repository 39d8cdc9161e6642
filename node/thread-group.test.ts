// A group of worker threads fails as one.
import { expect, test, vi } from 'vitest';
import { smallCheckpoint, smallRequest } from '../test/fixtures/tiny.ts';
import { startThreadGroup } from './thread-group.ts';

vi.setConfig({ testTimeout: 120_000 });

test('pending and later calls reject once the group has ended', async () => {
  const { engines, end } = startThreadGroup(2, 'native-wasm');
  const [engine] = engines;
  if (engine === undefined) throw new Error('expected two engines');
  const senior = await engine.load(smallCheckpoint(1));
  const pending = expect(engine.generate(senior, senior, smallRequest())).rejects.toThrow('ended');
  await end();
  await pending;
  await expect(engine.load(smallCheckpoint(2))).rejects.toThrow('ended');
});

test('a worker that does not start rejects the calls of all', async () => {
  const { engines, end } = startThreadGroup(2, 'tfjs-webgpu');
  const calls = engines.map((engine) => engine.load(smallCheckpoint(1)));
  for (const call of calls) await expect(call).rejects.toThrow();
  await end();
});

test('the name of a refusal crosses from the thread', async () => {
  const { engines, end } = startThreadGroup(1, 'native-wasm');
  const [engine] = engines;
  if (engine === undefined) throw new Error('expected an engine');
  const missing = { id: 7, config: smallCheckpoint(1).config };
  await expect(engine.dispose(missing)).rejects.toMatchObject({ name: 'EngineError' });
  await end();
});
