/** Latin letters and digits that look like Cyrillic letters (domain §6.1). */
export const lookAlikes: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  y: 'у',
  x: 'х',
  k: 'к',
  m: 'м',
  t: 'т',
  h: 'н',
  b: 'в',
  '0': 'о',
  '3': 'з',
}
