// What sounds like trouble with what was bought and is none (ADR 25); in the notation of `compile`. A longer phrase without `!` beside
// an exception says what is trouble all the same.

/** «Разбирается ли чехол?» is asked of what is made to come apart. */
export const comesApart = '!разбира*, сам разбира*, сама разбира*, само разбира*, сами разбира*, разбира* на части'

/** «Не та ли это модель, что в рекламе?», «не то чтобы срочно»; but not «не тот ли это товар, что мне прислали?» */
export const noMixUp = `
  ${['тот', 'та', 'то'].map((it) => `!не ${it} ли это, !это не ${it} ли, не ${it} ли это … прислал*, не ${it} ли это … пришл*`).join(', ')},
  !не то чтобы`

// What wears out and is changed by whoever bought it.
const wearsOut = 'фильтр* картридж* насадк* лезви* щетк* щеток щеточ* батаре* стержн* мешк* лампоч*'.split(' ')

/** «Есть ли замена фильтра?», but not «нужна замена фильтра»: that is asked of us. */
export const partsToChange = `
  ${wearsOut.map((part) => `!замена ${part}, !замену ${part}`).join(', ')},
  нужна замена, требуется замена, прошу замену, просим замену, хочу замену, хотим замену, сделайте замену, оформите замену,
  пришлите замену, жду замену, замена … не помог*, замену … не помог*`
