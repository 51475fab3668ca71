import { lookAlikes } from './look-alikes.ts'

// Parts of the shapes of web addresses. Names are bounded, so that no text takes long.
export const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?`
const host = String.raw`(?:${label}\.){1,30}`
const alone = String.raw`(?<![\p{L}\p{N}])`
// Where a host may begin, and not in its midst: most words are passed over by it.
const named = String.raw`${alone}(?<![\p{L}\p{N}]\.)(?=(?:[\p{L}\p{N}_-]{1,63}\.){1,30}\p{L}{2})`
const over = String.raw`(?![\p{L}\p{N}_-])`
const path = String.raw`(?:\/[^\s«»"<>]*)?`
// Not the marketplace's own.
const elsewhere = String.raw`(?!(?:${label}\.){0,30}(?:(?:wildberries|wb)\.ru|вб\.ру)(?![\p{L}\p{N}@_-]|\.[\p{L}\p{N}]))`

// Endings that count behind any name, and in whatever case.
const common = `(?:рф|(?=[а-яё]*[a-z])(?:${withLookAlikes(
  'ru su com net org info biz me io by kz ua uz am ge app link shop store online site pro club xyz top tech cc ly gg to tv',
)}))`

// Endings that count behind a name with a Latin letter: those of all countries, and the others that shops have.
const countries = [
  'ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm',
  'cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw',
  'gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc',
  'md me mg mh mk mm mn mo mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr pt pw py',
  'qa re ro rs rw sa sb sc se sg sh si sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us',
  'uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw',
].join(' ')
const others = [
  'academy agency art asia auto baby bargains beauty best bike bio black blog blue boutique business buzz cafe camp care cars cash center',
  'chat cheap city click cloud clothing coffee company cool dance dating deals delivery design dev digital direct discount dog email',
  'estate events expert express family fans farm fashion fish fit fitness flowers foundation fun fund fyi gallery games garden gift gifts',
  'global gold group guide guru hair health help host house icu ink jewelry kids kitchen land life lighting live love ltd market',
  'marketing markets mba media mobi moda moe mom moscow name network news one onl page parts party pet pics pink pizza place plus press',
  'promo pub red rent rest reviews rip run sale salon school services shoes shopping show skin social software solar solutions space',
  'sport store studio style supply support surf systems tatar taxi team technology tips today tools tours town toys trade training travel',
  'tube vet video vin vip watch web website wedding wiki win wine work works world wtf yoga zone',
].join(' ')

// A file is no page, and sizes with slashes are none: «фото.jpg/фото.png», «s.xl/xxl».
const noAddress = `(?!(?:jpe?g|png|gif|webp|heic|svg|pdf|docx?|xlsx?|txt|csv|mp3|mp4|mov|avi|zip|rar|x{1,4}[sl]|usb|aux)${over})`

const page = String.raw`\/[\p{L}\p{N}@~_?#%-][^\s«»"<>]*`

/** What a web address looks like, whatever the case of its letters; but not the marketplace's own (domain §10.1). */
export const addressShapes: readonly string[] = [
  // With a scheme, or with the name of all pages, wherever it leads.
  String.raw`${alone}[a-zа-я][a-zа-я0-9+]{1,9}:\/\/${elsewhere}[^\s«»"<>]+`,
  String.raw`(?=www|ввв)${alone}${elsewhere}[wв]{3}\d?[\p{Zs}\t]{0,2}\.[\p{Zs}\t]{0,2}${elsewhere}${label}(?:\.${label}){0,8}${path}`,
  `${named}${elsewhere}${host}${common}${over}${path}`,
]

/**
 * Addresses that only the case of their letters tells from two sentences without a blank between them: «магазин.онлайн» and
 * «Спасибо.Онлайн-примерки нет», «myshop.black» and «Чехол для iPhone.Black тоже есть» (ADR 33).
 */
export const exactAddressShapes: readonly string[] = [
  `${named}${elsewhere}${host}(?:${[
    String.raw`(?=[a-z]{2})(?<=[A-Za-z][\p{L}\p{N}_-]{0,62}\.)(?:${[
      `(?:${`${countries} ${others}`.replaceAll(' ', '|')})${over}${path}`,
      // A page of any host: its ending is known by what follows.
      `${noAddress}[a-z]{2,24}${page}`,
    ].join('|')})`,
    `(?=[а-яА-Я]{2})(?:${[
      `(?:${cased('ме сс сом ком ру орг инфо су ио онлайн сайт дети')})${page}`,
      // One letter before the ending is no name: «г.москва».
      String.raw`(?<=[\p{L}\p{N}_-]{2}\.)(?:${cased('рус онлайн москва орг ком ру бел укр')})${over}`,
      // These begin a sentence as well: «Получили.дети рады».
      String.raw`(?<=[\p{L}\p{N}_-]{2}\.)(?:${cased('сайт дети')})${over}(?!\s{1,3}[а-яё])`,
      String.raw`(?<=(?<![\p{L}\p{N}_-])[тТtT]\.)(?:ме|МЕ)${over}`,
    ].join('|')})`,
  ].join('|')})`,
]

/** Each word in small letters, and all in capitals: not as a sentence begins. */
function cased(words: string): string {
  return words
    .split(' ')
    .flatMap((word) => [word, word.toUpperCase()])
    .join('|')
}

/** Endings of hosts as one alternative each, where a Latin letter may be a Cyrillic one that looks like it. */
function withLookAlikes(words: string): string {
  return words
    .split(' ')
    .map((word) =>
      word.replace(/[a-z]/g, (letter) => (lookAlikes[letter] ? `[${letter}${lookAlikes[letter]}]` : letter)),
    )
    .join('|')
}
