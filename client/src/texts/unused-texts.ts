type Texts = { [name: string]: unknown }

/** Full names of the texts of `ru` that none of these sources mentions. A group used as a whole uses all of its texts. */
export function unusedTexts(ru: Texts, sources: readonly string[]): string[] {
  const texts = leaves({ ru })
  const used = new Set(sources.flatMap((source) => namesIn(source, Object.keys(ru), new Set(texts))))

  return texts.filter((name) => {
    const parts = name.split('.')
    return !parts.some((_, at) => at > 0 && used.has(parts.slice(0, at + 1).join('.')))
  })
}

function leaves(texts: Texts, before: string[] = []): string[] {
  return Object.entries(texts).flatMap(([name, text]) =>
    isGroup(text) ? leaves(text, [...before, name]) : [[...before, name].join('.')],
  )
}

const isGroup = (text: unknown): text is Texts => typeof text === 'object' && text !== null && !Array.isArray(text)

/** Every chain like `ru.inbox.title` in the source, with the short names of the source written out. */
function namesIn(source: string, screens: readonly string[], texts: ReadonlySet<string>): string[] {
  const full = new Map([['ru', 'ru'], ...groupsAtHand(source, screens)])
  const rest = source
    .replaceAll(comments, '')
    .replaceAll(groups, '')
    .replace(definition, (whole, names: string, chain: string) => {
      const group = written(chain, full)
      if (group === null) return whole
      for (const [part, name] of partsOf(names)) full.set(name, part === '' ? group : `${group}.${part}`)
      return ''
    })
  return [...rest.matchAll(chains)].flatMap(([chain]) => {
    const name = written(chain, full)
    // The bare name of a group may be any word.
    const isWord = /^\w+$/.test(chain) && !texts.has(name ?? '')
    return name === null || isWord ? [] : [name]
  })
}

/** `const t = ru.login`, `const { empty, title: heading } = ru.inbox` */
const definition = /const (\w+|\{[^{}=]*\}) = (\w+(?:\.\w+)*)(?=\n|;)/g
/** Not the middle of another chain, but three dots may stand before it. */
const chains = /(?<![\w$])(?<!(?<!\.\.)\.)\w+(?:\??\.\w+)*\[?/g
const comments = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g
const groups = /import \{([^}]*)\} from '#texts\/\w+\.ts'|export const (\w+) = \{/g

/** The texts of one screen by their own name, where they are written and where they are fetched from there. */
function groupsAtHand(source: string, screens: readonly string[]): [name: string, full: string][] {
  return [...source.matchAll(groups)]
    .flatMap(([, imported, own]) => partsOf(imported ? `{${imported.replaceAll(' as ', ': ')}}` : `{${own}}`))
    .filter(([part]) => screens.includes(part))
    .map(([part, name]) => [name, `ru.${part}`])
}

function written(chain: string, full: ReadonlyMap<string, string>): string | null {
  const [first = '', ...others] = chain.replace(/[?[]/g, '').split('.')
  const group = full.get(first)
  return group === undefined ? null : [group, ...others].join('.')
}

/** What a definition takes out of a group, and the name it has from here on; the group itself is the empty part. */
function partsOf(names: string): [part: string, name: string][] {
  if (!names.startsWith('{')) return [['', names]]

  return names
    .slice(1, -1)
    .split(',')
    .map((one) => one.trim().split(/\s*:\s*/))
    .filter(([part]) => part !== '')
    .map(([part = '', name = part]) => [part, name])
}
