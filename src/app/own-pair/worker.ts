// Makes the worker that trains a checkpoint from random weights.
import * as Comlink from 'comlink';
import type { PretrainApi } from '../../protocol.ts';
import { newWorkerGroup, uniqueName } from '../run/worker-group.ts';
import type { StartPretrain } from './store.ts';

/** One that is in this browser already is not trained again. */
export const startPretrain: StartPretrain = (name, onProgress) => {
  const { failed, add, terminate: cancel } = newWorkerGroup();
  const train = async () => {
    const worker = Comlink.wrap<PretrainApi>(add(pretrainWorker()));
    if (await worker.isKept(name)) return;
    const modelsUrl = new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).href;
    await worker.train(name, modelsUrl, Comlink.proxy(onProgress));
  };
  return { done: Promise.race([train().finally(cancel), failed]), cancel };
};

const pretrainWorker = () =>
  new Worker(new URL('../../../workers/pretrain.worker.ts', import.meta.url), {
    type: 'module',
    name: uniqueName('pretrain'),
  });
