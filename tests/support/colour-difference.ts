/** A colour in CIE L*a*b*, under the daylight D65 for which sRGB is defined. */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

// Linear sRGB to CIE XYZ by IEC 61966-2-1, each row divided by D65's white.
const TO_XYZ = [
  [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
] as const;

/** `#rrggbb` as linear light, each part from 0 to 1. */
export function linear(hex: string): [r: number, g: number, b: number] {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
}

export function labOf(hex: string): Lab {
  const [r, g, b] = linear(hex);
  const [x, y, z] = TO_XYZ.map(([fromR, fromG, fromB]) => {
    const part = fromR * r + fromG * g + fromB * b;
    return part > 216 / 24389 ? Math.cbrt(part) : ((24389 / 27) * part + 16) / 116;
  }) as [number, number, number];
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

const degrees = (radians: number) => (radians * 180) / Math.PI;
const sine = (angle: number) => Math.sin((angle * Math.PI) / 180);
const cosine = (angle: number) => Math.cos((angle * Math.PI) / 180);

/**
 * How different two colours look: CIEDE2000, in the notation of Sharma, Wu and Dalal (2005). About 1 is the
 * least difference that an eye notices in two large patches side by side; letters that are apart need several
 * times as much.
 */
export function colourDifference(one: Lab, other: Lab): number {
  const meanC = (Math.hypot(one.a, one.b) + Math.hypot(other.a, other.b)) / 2;
  const g = (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7))) / 2;
  const polar = ({ a, b }: Lab) => {
    const stretched = a * (1 + g);
    const hue = degrees(Math.atan2(b, stretched));
    return { chroma: Math.hypot(stretched, b), hue: hue < 0 ? hue + 360 : hue };
  };
  const [p, q] = [polar(one), polar(other)];
  const grey = p.chroma * q.chroma === 0;

  let turn = grey ? 0 : q.hue - p.hue;
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  const lightness = other.l - one.l;
  const chroma = q.chroma - p.chroma;
  const hue = 2 * Math.sqrt(p.chroma * q.chroma) * sine(turn / 2);

  const meanL = (one.l + other.l) / 2;
  const meanChroma = (p.chroma + q.chroma) / 2;
  let meanHue = p.hue + q.hue;
  if (!grey) {
    if (Math.abs(p.hue - q.hue) > 180) meanHue += meanHue < 360 ? 360 : -360;
    meanHue /= 2;
  }
  const t =
    1 -
    0.17 * cosine(meanHue - 30) +
    0.24 * cosine(2 * meanHue) +
    0.32 * cosine(3 * meanHue + 6) -
    0.2 * cosine(4 * meanHue - 63);
  const forL = 1 + (0.015 * (meanL - 50) ** 2) / Math.sqrt(20 + (meanL - 50) ** 2);
  const forC = 1 + 0.045 * meanChroma;
  const forH = 1 + 0.015 * meanChroma * t;
  const rotation =
    -2 *
    Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)) *
    sine(60 * Math.exp(-(((meanHue - 275) / 25) ** 2)));
  const [byL, byC, byH] = [lightness / forL, chroma / forC, hue / forH];
  return Math.sqrt(byL ** 2 + byC ** 2 + byH ** 2 + rotation * byC * byH);
}
