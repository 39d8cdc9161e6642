// The draw of a token and the author of the next one, a workgroup per sequence: Philox4x32-10 (Salmon et
// al., SC 2011), the inverse CDF in id order, the author state machine of tandem/author.ts.
import { STREAMS } from '../../../../random/random.ts';
import { SCHEDULES } from '../../plan/writer.ts';
import { each, type GpuKernel, groupsOf, type ShaderStage } from './kernel.ts';

const PHILOX = `
fn multiply_high(a: u32, b: u32) -> u32 {
  let cross = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let middle = (a & 0xffffu) * (b >> 16u) + (cross & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (cross >> 16u) + (middle >> 16u);
}
/** 24 random bits. */
fn draw(stream: u32, sequence: u32, position: u32) -> u32 {
  var c = vec4u(u.step, sequence, position, 0u);
  var key = vec2u(u.seed, stream);
  for (var round = 0u; round < 10u; round++) {
    c = vec4u(
      multiply_high(0xcd9e8d57u, c.z) ^ c.y ^ key.x,
      0xcd9e8d57u * c.z,
      multiply_high(0xd2511f53u, c.x) ^ c.w ^ key.y,
      0xd2511f53u * c.x,
    );
    key += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c.x >> 8u;
}`;

/** Sums and most probable tokens of 64 stretches of the vocabulary, then the one that the draw falls into. */
const CHOOSE = `
var<workgroup> sums: array<f32, 64>;
var<workgroup> bests: array<u32, 64>;
fn probability(senior: bool, at: u32) -> f32 {
  if (senior) { return seniorProbabilities(at); }
  return juniorProbabilities(at);
}
/** Sum and most probable token of a stretch; every lane takes part. */
fn survey(senior: bool, at: u32, lane: u32, size: u32) {
  let end = min(u.vocabulary, (lane + 1u) * size);
  var sum = 0.0;
  var best = min(lane * size, u.vocabulary - 1u);
  for (var id = lane * size; id < end; id++) {
    let p = probability(senior, at + id);
    sum += p;
    if (p > probability(senior, at + best)) { best = id; }
  }
  sums[lane] = sum;
  bests[lane] = best;
}
fn mostProbable(senior: bool, at: u32) -> u32 {
  var best = bests[0];
  for (var part = 1u; part < 64u; part++) {
    if (probability(senior, at + bests[part]) > probability(senior, at + best)) {
      best = bests[part];
    }
  }
  return best;
}
fn inverse(senior: bool, at: u32, size: u32, goal: f32) -> u32 {
  var before = 0.0;
  var chosen = 0u;
  var sum = 0.0;
  for (var part = 0u; part < 64u; part++) {
    if (sums[part] <= 0.0) { continue; }
    before = sum;
    chosen = part;
    sum += sums[part];
    if (sum > goal) { break; }
  }
  var last = chosen * size;
  sum = before;
  for (var id = chosen * size; id < min(u.vocabulary, (chosen + 1u) * size); id++) {
    let p = probability(senior, at + id);
    if (p <= 0.0) { continue; }
    last = id;
    sum += p;
    if (sum > goal) { break; }
  }
  return last;
}`;

const WRITE: ShaderStage = {
  name: 'writeTokens',
  lanes: 64,
  code: `${PHILOX}
${CHOOSE}
fn run(group: u32, lane: u32) {
  let slot = rowSlots(group);
  let wide = (u.vocabulary + 7u) / 8u * 8u;
  let size = (u.vocabulary + 63u) / 64u;
  let senior = state(4u * slot) == 1.0;
  let row = select(juniorRows(group), seniorRows(group), senior);
  let at = row * wide;
  survey(senior, at, lane, size);
  workgroupBarrier();
  if (lane > 0u || state(4u * slot + 3u) != 0.0) { return; }
  var total = 0.0;
  for (var part = 0u; part < 64u; part++) { total += sums[part]; }
  if (!(total > 0.0 && total < 1e30)) { set_state(4u * slot + 3u, 3.0); return; }
  let position = u32(state(4u * slot + 2u));
  var token = 0u;
  if (u.greedy != 0u) {
    token = mostProbable(senior, at);
  } else {
    let stream = select(${STREAMS.junior}u, ${STREAMS.senior}u, senior);
    let drawn = f32(draw(stream, sequences(slot), position)) / 16777216.0;
    token = inverse(senior, at, size, drawn * total);
  }
  keep(slot, position, senior, token);
  let to = 8u * (slot * u.maxNewTokens + position);
  set_written(to + 3u, seniorLogprobs(seniorRows(group) * wide + token));
  set_written(to + 4u, juniorLogprobs(juniorRows(group) * wide + token));
  set_written(to + 5u, seniorEntropies(seniorRows(group)));
  set_written(to + 6u, juniorEntropies(juniorRows(group)));
}
/** The token and its author, and the author of the next. */
fn keep(slot: u32, position: u32, senior: bool, token: u32) {
  let to = 8u * (slot * u.maxNewTokens + position);
  set_written(to, f32(token));
  set_written(to + 1u, select(0.0, 1.0, senior));
  var end = 0.0;
  if (token == u.eosId) { end = 1.0; }
  else if (position == u.maxNewTokens - 1u) { end = 2.0; }
  let gap = u32(state(4u * slot + 1u)) + 1u;
  var redraw = boundary(token) == 1u;
  if (u.schedule == ${SCHEDULES.chunk}u) { redraw = gap >= u.chunkSize; }
  else if (u.schedule != ${SCHEDULES.alternate}u) { redraw = redraw || gap >= u.maxGap; }
  redraw = redraw && end == 0.0;
  var next = senior;
  if (redraw && u.schedule != ${SCHEDULES.word}u) { next = !senior; }
  else if (redraw) {
    next = draw(${STREAMS.coin}u, sequences(slot), position + 1u) < u.coin;
  }
  set_written(to + 2u, select(0.0, 1.0, redraw));
  set_written(to + 7u, 0.0);
  set_state(4u * slot, select(0.0, 1.0, next));
  if (end == 0.0) { set_state(4u * slot + 1u, select(f32(gap), 0.0, redraw)); }
  set_state(4u * slot + 2u, f32(position + 1u));
  set_state(4u * slot + 3u, end);
}`,
};

export const writeTokens: GpuKernel<'writeTokens'> = ({ sizes: { n, vocabulary } }) => [
  { stage: WRITE, groups: n, cost: 8 * vocabulary },
];

const FEED = each(
  'feedWritten',
  'u.n',
  `let slot = rowSlots(i);
  let last = u32(state(4u * slot + 2u)) - 1u;
  set_ids(i, u32(written(8u * (slot * u.maxNewTokens + last))));
  set_positions(i, prompted(slot) + last);`,
);

export const feedWritten: GpuKernel<'feedWritten'> = ({ sizes: { n } }) => [
  { stage: FEED, groups: groupsOf(n), cost: 512 },
];
