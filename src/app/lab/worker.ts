// Makes the lab worker.
import * as Comlink from 'comlink';
import type { LabApi } from '../../protocol.ts';
import { newWorkerGroup, uniqueName } from '../run/worker-group.ts';
import type { LabConnection } from './session.ts';

export function connectLab(): LabConnection {
  const { failed, add } = newWorkerGroup();
  const worker = add(
    new Worker(new URL('../../../workers/lab.worker.ts', import.meta.url), {
      type: 'module',
      name: uniqueName('lab'),
    }),
  );
  const lab = Comlink.wrap<LabApi>(worker);
  const modelsUrl = new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).href;
  /** A worker that breaks down answers no question. */
  const orFail = <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, failed]);
  return {
    use: (config, senior) => orFail(lab.use(config, senior, modelsUrl)),
    writeOn: (place, how) => orFail(lab.writeOn(place, how)),
    nextTokens: (place, count) => orFail(lab.nextTokens(place, count)),
    read: (origin, tokens, count, onPart) =>
      orFail(lab.read(origin, tokens, count, Comlink.proxy(onPart))),
    groupUpdate: (stepGroup) => orFail(lab.groupUpdate(stepGroup)),
    logprobsOf: (rollouts) => orFail(lab.logprobsOf(rollouts)),
    type: (place, text) => orFail(lab.type(place, text)),
    rewrite: (origin) => orFail(lab.rewrite(origin)),
    handoffMap: (solution, samples, onPoint) =>
      orFail(lab.handoffMap(solution, samples, Comlink.proxy(onPoint))),
    heldOut: (index) => orFail(lab.heldOut(index)),
    seniorTurn: (place, attempt) => orFail(lab.seniorTurn(place, attempt)),
    personTurn: (place, word, attempt) => orFail(lab.personTurn(place, word, attempt)),
    toss: (place, attempt) => orFail(lab.toss(place, attempt)),
    finish: (place) => orFail(lab.finish(place)),
  };
}
