// Makes the worker that trains a checkpoint from random weights. Knows no component.
import * as Comlink from 'comlink';
import type { PretrainApi } from '../../protocol.ts';
import { newCrew, uniqueName } from '../run/worker-pool.ts';
import type { School } from './store.ts';

/** One that is in this browser already is not trained again. */
export const school: School = (name, tell) => {
  const { failed, hire, dismiss: cancel } = newCrew();
  const train = async () => {
    const worker = Comlink.wrap<PretrainApi>(hire(pretrainWorker()));
    if (await worker.isKept(name)) return;
    const modelsUrl = new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).href;
    await worker.train(name, modelsUrl, Comlink.proxy(tell));
  };
  return { done: Promise.race([train().finally(cancel), failed]), cancel };
};

const pretrainWorker = () =>
  new Worker(new URL('../../../workers/pretrain.worker.ts', import.meta.url), {
    type: 'module',
    name: uniqueName('pretrain'),
  });
