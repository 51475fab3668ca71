import type { PictureKind } from './data/shop-types.ts'

/** A flat drawing in a unit square: later layers lie on top. Tones are places in the picture's palette. */
export type Tone = 'main' | 'dark' | 'light'

export type Layer = { tone: Tone; polygon: [number, number][] } | { tone: Tone; circle: [number, number, number] }

const box = (tone: Tone, left: number, top: number, right: number, bottom: number): Layer => ({
  tone,
  polygon: [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ],
})
const disc = (tone: Tone, x: number, y: number, radius: number): Layer => ({ tone, circle: [x, y, radius] })
const shape = (tone: Tone, ...polygon: [number, number][]): Layer => ({ tone, polygon })

const torso = shape(
  'main',
  [0.32, 0.22],
  [0.44, 0.22],
  [0.5, 0.28],
  [0.56, 0.22],
  [0.68, 0.22],
  [0.88, 0.46],
  [0.77, 0.55],
  [0.7, 0.47],
  [0.7, 0.82],
  [0.3, 0.82],
  [0.3, 0.47],
  [0.23, 0.55],
  [0.12, 0.46],
)

const sock = (shift: number): Layer[] => [
  shape(
    'main',
    [0.2 + shift, 0.18],
    [0.36 + shift, 0.18],
    [0.36 + shift, 0.58],
    [0.52 + shift, 0.68],
    [0.5 + shift, 0.8],
    [0.3 + shift, 0.78],
    [0.2 + shift, 0.64],
  ),
  box('dark', 0.2 + shift, 0.18, 0.36 + shift, 0.25),
]

export const shapes: Record<PictureKind, Layer[]> = {
  shirt: [
    torso,
    box('dark', 0.495, 0.28, 0.505, 0.82),
    ...[0.36, 0.48, 0.6, 0.72].map((y) => disc('light', 0.5, y, 0.014)),
    box('dark', 0.56, 0.4, 0.66, 0.41),
  ],
  hoodie: [
    disc('dark', 0.5, 0.24, 0.15),
    torso,
    shape('dark', [0.4, 0.58], [0.6, 0.58], [0.65, 0.72], [0.35, 0.72]),
    box('light', 0.46, 0.28, 0.47, 0.42),
    box('light', 0.53, 0.28, 0.54, 0.42),
  ],
  overall: [
    disc('dark', 0.5, 0.2, 0.12),
    shape(
      'main',
      [0.36, 0.26],
      [0.64, 0.26],
      [0.84, 0.5],
      [0.76, 0.56],
      [0.66, 0.46],
      [0.68, 0.9],
      [0.54, 0.9],
      [0.5, 0.64],
      [0.46, 0.9],
      [0.32, 0.9],
      [0.34, 0.46],
      [0.24, 0.56],
      [0.16, 0.5],
    ),
    box('light', 0.49, 0.28, 0.51, 0.6),
  ],
  socks: [...sock(-0.04), ...sock(0.28)],
  shoe: [
    shape('main', [0.12, 0.42], [0.3, 0.4], [0.42, 0.5], [0.62, 0.54], [0.86, 0.6], [0.9, 0.68], [0.12, 0.68]),
    box('light', 0.1, 0.68, 0.91, 0.74),
    ...[0.36, 0.42, 0.48].map((x) => box('light', x, 0.46 + (x - 0.36) / 2, x + 0.015, 0.6)),
  ],
  bedding: [
    box('main', 0.1, 0.4, 0.9, 0.8),
    box('light', 0.14, 0.28, 0.46, 0.44),
    box('light', 0.54, 0.28, 0.86, 0.44),
    shape('dark', [0.1, 0.56], [0.9, 0.5], [0.9, 0.8], [0.1, 0.8]),
  ],
  pan: [
    box('dark', 0.6, 0.46, 0.95, 0.54),
    disc('main', 0.42, 0.5, 0.3),
    disc('dark', 0.42, 0.5, 0.25),
    disc('light', 0.36, 0.44, 0.03),
  ],
  kettle: [
    shape('light', [0.3, 0.3], [0.62, 0.3], [0.7, 0.76], [0.22, 0.76]),
    shape('main', [0.25, 0.54], [0.665, 0.54], [0.7, 0.76], [0.22, 0.76]),
    box('dark', 0.3, 0.25, 0.62, 0.3),
    box('dark', 0.2, 0.76, 0.72, 0.82),
    box('dark', 0.74, 0.34, 0.79, 0.66),
    box('dark', 0.64, 0.32, 0.79, 0.37),
  ],
  lamp: [
    box('dark', 0.3, 0.8, 0.7, 0.85),
    box('dark', 0.48, 0.36, 0.52, 0.8),
    shape('light', [0.36, 0.38], [0.64, 0.38], [0.8, 0.78], [0.2, 0.78]),
    box('dark', 0.49, 0.38, 0.51, 0.8),
    shape('main', [0.4, 0.18], [0.6, 0.18], [0.68, 0.38], [0.32, 0.38]),
  ],
  earbuds: [
    box('main', 0.26, 0.46, 0.74, 0.8),
    box('dark', 0.26, 0.54, 0.74, 0.55),
    disc('light', 0.38, 0.32, 0.08),
    box('light', 0.36, 0.34, 0.4, 0.5),
    disc('light', 0.62, 0.32, 0.08),
    box('light', 0.6, 0.34, 0.64, 0.5),
  ],
  bottle: [
    box('main', 0.36, 0.42, 0.64, 0.84),
    box('dark', 0.44, 0.32, 0.56, 0.42),
    disc('dark', 0.5, 0.24, 0.07),
    box('light', 0.4, 0.54, 0.6, 0.74),
  ],
  puzzle: [
    box('main', 0.16, 0.24, 0.84, 0.76),
    box('dark', 0.495, 0.24, 0.505, 0.76),
    box('dark', 0.16, 0.495, 0.84, 0.505),
    disc('light', 0.5, 0.37, 0.05),
    disc('main', 0.5, 0.63, 0.05),
    disc('light', 0.33, 0.5, 0.05),
    disc('dark', 0.67, 0.5, 0.05),
  ],
  bag: [
    disc('dark', 0.5, 0.2, 0.09),
    box('main', 0.28, 0.22, 0.72, 0.84),
    disc('main', 0.5, 0.26, 0.2),
    box('dark', 0.34, 0.54, 0.66, 0.78),
    box('light', 0.34, 0.58, 0.66, 0.59),
    box('dark', 0.3, 0.4, 0.7, 0.41),
  ],
  box: [
    shape('main', [0.14, 0.4], [0.86, 0.4], [0.8, 0.78], [0.2, 0.78]),
    box('dark', 0.14, 0.36, 0.86, 0.4),
    ...[0.31, 0.49, 0.67].map((x) => box('dark', x, 0.4, x + 0.015, 0.78)),
    ...[0.24, 0.41, 0.59, 0.76].map((x) => disc('light', x, 0.37, 0.05)),
  ],
  cat: [
    shape(
      'main',
      [0.2, 0.46],
      [0.26, 0.2],
      [0.4, 0.34],
      [0.6, 0.34],
      [0.74, 0.2],
      [0.8, 0.46],
      [0.84, 0.8],
      [0.16, 0.8],
    ),
    disc('dark', 0.5, 0.6, 0.15),
    disc('light', 0.45, 0.58, 0.02),
    disc('light', 0.55, 0.58, 0.02),
  ],
}

export function isInside(layer: Layer, x: number, y: number): boolean {
  if ('circle' in layer) {
    const [centreX, centreY, radius] = layer.circle
    return (x - centreX) ** 2 + (y - centreY) ** 2 <= radius ** 2
  }
  return crossings(layer.polygon, x, y) % 2 === 1
}

/** How often a ray to the right meets the outline. */
function crossings(polygon: [number, number][], x: number, y: number): number {
  let count = 0
  let previous = polygon.at(-1)
  for (const corner of polygon) {
    if (previous && corner[1] > y !== previous[1] > y) {
      const meets = ((previous[0] - corner[0]) * (y - corner[1])) / (previous[1] - corner[1]) + corner[0]
      if (x < meets) count += 1
    }
    previous = corner
  }
  return count
}
