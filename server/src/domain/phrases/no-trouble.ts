// What sounds like trouble with what was bought and is none (ADR 25); in the notation of `compile`. A longer phrase without `!` beside
// an exception says what is trouble all the same.

/** «Разбирается ли чехол?» is asked of what is made to come apart. */
export const comesApart = '!разбирается ли, !разбираются ли'

/** «Не та ли это модель, что в рекламе?», «не то чтобы срочно»; but not «не тот ли это товар, что мне прислали?» */
export const noMixUp = `
  ${['тот', 'та', 'то'].map((it) => `!не ${it} ли это, !это не ${it} ли, не ${it} ли это … прислал*, не ${it} ли это … пришл*`).join(', ')},
  !не то чтобы`

/** «Есть ли замена фильтра?», but not «где замена фильтра»: that is asked of us. */
export const partsToChange = '!есть ли замена, !нужна ли замена, !требуется ли замена, !как часто нужна замена'
