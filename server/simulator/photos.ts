import { productWith } from './data/products.ts'
import type { PictureKind } from './data/shop-types.ts'
import { isInside, type Layer, shapes } from './picture-shapes.ts'
import { type Colour, png } from './png.ts'
import { between, chance, type Random, randomFrom } from './random.ts'

/** Drawn by the simulator itself, so that an inbox shows pictures with no network at all. */
export type PhotoSize = 'full' | 'mini'

const widths: Record<PhotoSize, number> = { full: 480, mini: 120 }
const kinds = Object.keys(shapes)
const drawn = new Map<string, Buffer>()

export function reviewPhoto(nmId: number, id: string): { fullSize: string; miniSize: string } {
  return { fullSize: `/photos/${nmId}/${id}/full.png`, miniSize: `/photos/${nmId}/${id}/mini.png` }
}

export function chatPhoto(nmId: number, id: string): string {
  return `/photos/${nmId}/${id}/full.png`
}

/** `/photos/{nmId}/{id}/full.png` and `mini.png`, whatever the link says it is; the id `product` is the shop's own. */
export function photoAt(path: string): Buffer | undefined {
  const [, nmId, id, size] = /^\/photos\/(\d{1,12})\/([\w-]{1,64})\/(full|mini)\.(?:png|jpg|webp)$/.exec(path) ?? []
  if (!nmId || !id) return undefined
  return drawProduct(Number(nmId), id, size === 'mini' ? 'mini' : 'full')
}

export function drawProduct(nmId: number, id: string, size: PhotoSize): Buffer {
  const key = `${nmId}/${id}/${size}`
  const known = drawn.get(key)
  if (known) return known

  if (drawn.size >= 300) drawn.clear()
  const picture = draw(kindOf(nmId), randomFrom(nmId, id), widths[size])
  drawn.set(key, picture)
  return picture
}

function kindOf(nmId: number): PictureKind {
  return productWith(nmId)?.kind ?? kinds.filter(isKind)[nmId % kinds.length] ?? 'box'
}

const isKind = (kind: string): kind is PictureKind => kind in shapes

const places = { main: 2, dark: 3, light: 4 } as const

function draw(kind: PictureKind, random: Random, width: number): Buffer {
  const height = Math.round((width * 4) / 3)
  const view = {
    angle: between(random, -0.22, 0.22),
    zoom: between(random, 0.9, 1.25),
    shift: between(random, -0.06, 0.06),
  }
  const floor = between(random, 0.62, 0.82)
  const pixels = new Uint8Array(width * height)
  const palette = paletteFrom(random)

  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = column / width - 0.5
      const y = (row - height / 2) / width
      const layer = layerAt(shapes[kind], turned(x, y, view))
      pixels[row * width + column] = layer ? places[layer.tone] : row / height > floor ? 1 : 0
    }
  }
  return png(width, height, palette, pixels)
}

function turned(x: number, y: number, { angle, zoom, shift }: { angle: number; zoom: number; shift: number }) {
  return {
    x: (x * Math.cos(angle) - y * Math.sin(angle)) * zoom + 0.5 + shift,
    y: (x * Math.sin(angle) + y * Math.cos(angle)) * zoom + 0.5,
  }
}

function layerAt(layers: Layer[], { x, y }: { x: number; y: number }): Layer | undefined {
  return layers.findLast((layer) => isInside(layer, x, y))
}

function paletteFrom(random: Random): Colour[] {
  const hue = chance(random)
  const wall = chance(random)
  return [
    colour(wall, 0.14, 0.86),
    colour(wall, 0.2, 0.74),
    colour(hue, 0.4, 0.52),
    colour(hue, 0.42, 0.34),
    colour(hue, 0.3, 0.82),
  ]
}

function colour(hue: number, saturation: number, lightness: number): Colour {
  const channel = (place: number) => {
    const at = (place + hue * 12) % 12
    const swing = saturation * Math.min(lightness, 1 - lightness)
    return Math.round(255 * (lightness - swing * Math.max(-1, Math.min(at - 3, 9 - at, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
