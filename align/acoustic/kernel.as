// The inner loops of scoring, in AssemblyScript: `npx tsx scripts/make-kernel.ts` compiles this file to WebAssembly and
// writes align/acoustic/kernel.ts. `plain-scorer.ts` computes the same, number for number, in plain TypeScript; tests
// hold the two equal. Whatever changes here changes there too.
//
// Gaussians are scored in whole numbers: a distance is a 16-bit fraction, squared and added in pairs of dimensions for
// four densities at once. See read-gaussians.ts for the units.

const STREAMS: usize = 3;
const DENSITIES: usize = 128;
const PAIRS: usize = 7;
const STATES: usize = 3;
// Densities that are mixed for each stream: the best four, as in pocketsphinx (its option -topn).
const BEST: usize = 4;
// Bytes of one pair of dimensions of all densities, and of a stream of features.
const ROW: usize = 512;
const STREAM_BYTES: usize = 28;
const NAT: f64 = 1024;
// e^-x for x in steps of 1/256 nat; beyond, a density adds nothing that is seen.
const DECAY_SHIFT: i32 = 2;
const DECAY_STEPS: i32 = 2560;
const NONE: i32 = i32.MIN_VALUE;

// Where everything lies; `layout` sets it.
let means: usize, factors: usize, peaks: usize, weights: usize, codebookOf: usize;
let decay: usize, weightOf: usize;
let bestIndex: usize, bestScore: usize, bestShare: usize, bestSum: usize;
let codebookFrame: usize, senoneFrame: usize, senoneScore: usize;
let phoneStates: usize, phoneScore: usize, features: usize;
let phones: usize = 0;
// The number of the frame that is scored; what was computed in it need not be again.
let frame: i32 = 0;
let x: usize = 0;

/** Lays out the memory for a model, growing it as needed. Returns the address of the first table. */
export function layout(codebooks: usize, senones: usize, countedPhones: usize, frames: usize): usize {
  const groups = codebooks * STREAMS;
  let at: usize = (__heap_base + 15) & ~15;
  means = at; at += groups * PAIRS * ROW;
  factors = at; at += groups * PAIRS * ROW;
  peaks = at; at += groups * DENSITIES * 4;
  weights = at; at += senones * STREAMS * DENSITIES;
  codebookOf = at; at += (senones + 15) & ~15;
  decay = at; at += DECAY_STEPS * 4;
  weightOf = at; at += 256 * 4;
  bestIndex = at; at += groups * BEST * 4;
  bestScore = at; at += groups * BEST * 4;
  bestShare = at; at += groups * BEST * 4;
  bestSum = at; at += codebooks * 8;
  codebookFrame = at; at += codebooks * 4;
  senoneFrame = at; at += senones * 4;
  senoneScore = at; at += senones * 4;
  phones = countedPhones;
  phoneStates = at; at += (phones * STATES * 2 + 15) & ~15;
  phoneScore = at; at += (phones * 4 + 15) & ~15;
  features = at; at += frames * STREAMS * STREAM_BYTES;
  const pages = ((at + 65535) >>> 16) as i32;
  if (pages > memory.size()) memory.grow(pages - memory.size());
  for (let group: usize = 0; group < groups; group++)
    for (let i: usize = 0; i < BEST; i++) store<i32>(bestIndex + ((group * BEST + i) << 2), i as i32);
  memory.fill(codebookFrame, 0xff, codebooks * 4);
  memory.fill(senoneFrame, 0xff, senones * 4);
  return means;
}

export function atFactors(): usize { return factors; }
export function atPeaks(): usize { return peaks; }
export function atWeights(): usize { return weights; }
export function atCodebooks(): usize { return codebookOf; }
export function atDecay(): usize { return decay; }
export function atWeightOf(): usize { return weightOf; }
export function atPhoneStates(): usize { return phoneStates; }
export function atPhoneScores(): usize { return phoneScore; }
export function atFeatures(): usize { return features; }

/** Goes to another frame of the features. */
export function go(index: usize): void {
  frame++;
  x = features + index * STREAMS * STREAM_BYTES;
}

// @ts-ignore: a decorator of AssemblyScript
@inline function closer(sum: v128, mean: usize, factor: usize, value: v128): v128 {
  const distance = i16x8.q15mulr_sat_s(i16x8.sub(value, v128.load(mean)), v128.load(factor));
  return i32x4.sub(sum, i32x4.dot_i16x8_s(distance, distance));
}

/** The score of one density. */
function scoreOf(group: usize, density: usize, at: usize): i32 {
  let sum = load<i32>(peaks + ((group * DENSITIES + density) << 2));
  for (let pair: usize = 0; pair < PAIRS; pair++)
    for (let half: usize = 0; half < 4; half += 2) {
      const place = (group * PAIRS + pair) * ROW + (density << 2) + half;
      const gap = (load<i16>(at + (pair << 2) + half) as i32) - (load<i16>(means + place) as i32);
      const distance = (gap * (load<i16>(factors + place) as i32) + 0x4000) >> 15;
      sum -= distance * distance;
    }
  return sum;
}

/** Finds the best four densities of each stream of a codebook. */
function scoreCodebook(codebook: usize): void {
  let total: i32 = 0;
  for (let stream: usize = 0; stream < STREAMS; stream++) {
    const group = codebook * STREAMS + stream;
    const at = x + stream * STREAM_BYTES;
    const index = bestIndex + group * BEST * 4;
    const scores = bestScore + group * BEST * 4;
    const shares = bestShare + group * BEST * 4;
    // The four that were best in an earlier frame are likely good again: the worst of them is a bound that most others
    // do not reach.
    let bound = i32.MAX_VALUE;
    for (let i: usize = 0; i < BEST; i++) bound = min(bound, scoreOf(group, load<i32>(index + (i << 2)), at));
    bound--;
    let s0 = NONE, s1 = NONE, s2 = NONE, s3 = NONE;
    let d0 = 0, d1 = 0, d2 = 0, d3 = 0;
    const x0 = v128.load32_splat(at), x1 = v128.load32_splat(at + 4), x2 = v128.load32_splat(at + 8);
    const x3 = v128.load32_splat(at + 12), x4 = v128.load32_splat(at + 16), x5 = v128.load32_splat(at + 20);
    const x6 = v128.load32_splat(at + 24);
    const m = means + group * PAIRS * ROW, f = factors + group * PAIRS * ROW, p = peaks + group * ROW;
    for (let d: usize = 0; d < ROW; d += 16) {
      let sum = v128.load(p + d);
      sum = closer(sum, m + d, f + d, x0);
      sum = closer(sum, m + ROW + d, f + ROW + d, x1);
      sum = closer(sum, m + 2 * ROW + d, f + 2 * ROW + d, x2);
      if (!v128.any_true(i32x4.gt_s(sum, i32x4.splat(bound)))) continue;
      sum = closer(sum, m + 3 * ROW + d, f + 3 * ROW + d, x3);
      sum = closer(sum, m + 4 * ROW + d, f + 4 * ROW + d, x4);
      sum = closer(sum, m + 5 * ROW + d, f + 5 * ROW + d, x5);
      sum = closer(sum, m + 6 * ROW + d, f + 6 * ROW + d, x6);
      if (!v128.any_true(i32x4.gt_s(sum, i32x4.splat(bound)))) continue;
      const first = (d >> 2) as i32;
      for (let lane = 0; lane < 4; lane++) {
        const score = lane == 0 ? i32x4.extract_lane(sum, 0) : lane == 1 ? i32x4.extract_lane(sum, 1)
          : lane == 2 ? i32x4.extract_lane(sum, 2) : i32x4.extract_lane(sum, 3);
        if (score <= bound) continue;
        const density = first + lane;
        if (score > s0) { s3 = s2; d3 = d2; s2 = s1; d2 = d1; s1 = s0; d1 = d0; s0 = score; d0 = density; }
        else if (score > s1) { s3 = s2; d3 = d2; s2 = s1; d2 = d1; s1 = score; d1 = density; }
        else if (score > s2) { s3 = s2; d3 = d2; s2 = score; d2 = density; }
        else { s3 = score; d3 = density; }
        if (s3 > bound) bound = s3;
      }
    }
    store<i32>(index, d0); store<i32>(index + 4, d1); store<i32>(index + 8, d2); store<i32>(index + 12, d3);
    store<i32>(scores, s0);
    store<f32>(shares, 1);
    store<f32>(shares + 4, share(s0 - s1));
    store<f32>(shares + 8, share(s0 - s2));
    store<f32>(shares + 12, share(s0 - s3));
    total += s0;
  }
  store<f64>(bestSum + codebook * 8, (total as f64) / NAT);
  store<i32>(codebookFrame + codebook * 4, frame);
}

// @ts-ignore: a decorator of AssemblyScript
@inline function share(below: i32): f32 {
  const step = below >> DECAY_SHIFT;
  return step < DECAY_STEPS ? load<f32>(decay + ((step as usize) << 2)) : 0;
}

/** ln of a positive number, by its exponent and the series of 2·artanh: to 1e-8, which is more than is needed. */
function ln(value: f64): f64 {
  const bits = reinterpret<u64>(value);
  let exponent = ((bits >> 52) as i32) - 1023;
  let mantissa = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (mantissa > 1.4142135623730951) { mantissa *= 0.5; exponent++; }
  const z = (mantissa - 1) / (mantissa + 1), q = z * z;
  return (exponent as f64) * 0.6931471805599453 + 2 * z * (1 + q * (1 / 3.0 + q * (0.2 + q * (1 / 7.0 + q * (1 / 9.0)))));
}

/** The log-likelihood of the frame for a senone, in nats. */
export function senone(id: usize): f32 {
  if (load<i32>(senoneFrame + (id << 2)) == frame) return load<f32>(senoneScore + (id << 2));
  const codebook = load<u8>(codebookOf + id) as usize;
  if (load<i32>(codebookFrame + (codebook << 2)) != frame) scoreCodebook(codebook);
  let product: f64 = 1;
  let w = weights + id * STREAMS * DENSITIES;
  let at: usize = codebook * STREAMS * BEST * 4;
  for (let stream: usize = 0; stream < STREAMS; stream++) {
    let sum: f64 = 0;
    for (let i: usize = 0; i < BEST; i++) {
      const weight = load<u8>(w + load<i32>(bestIndex + at + (i << 2))) as usize;
      sum += (load<f32>(weightOf + (weight << 2)) as f64) * (load<f32>(bestShare + at + (i << 2)) as f64);
    }
    product *= sum;
    w += DENSITIES;
    at += BEST * 4;
  }
  const score = (load<f64>(bestSum + (codebook << 3)) + ln(product + 1e-300)) as f32;
  store<i32>(senoneFrame + (id << 2), frame);
  store<f32>(senoneScore + (id << 2), score);
  return score;
}

/** Scores each phone without context by the best of its states, and returns the best of all. */
export function scorePhones(): f32 {
  let best: f32 = -1e30;
  for (let phone: usize = 0; phone < phones; phone++) {
    const s = phoneStates + phone * STATES * 2;
    const score = max(max(senone(load<u16>(s)), senone(load<u16>(s + 2))), senone(load<u16>(s + 4)));
    store<f32>(phoneScore + (phone << 2), score);
    best = max(best, score);
  }
  return best;
}
