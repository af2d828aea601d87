/**
 * What the widget itself says, each text in English and Spanish side by side, so that neither can be missing. `{name}` is filled by `fill`.
 * The server's texts (notice, answers) come in the thread's language from the server.
 */

export const table = {
  launcher: ['Chat with us', 'Chatee con nosotros'],
  launcher_back: ['Continue your chat', 'Continuar el chat'],
  launcher_unread: ['{n} new', '{n} nuevos'],
  close: ['Close chat', 'Cerrar el chat'],
  language: ['Español', 'English'],
  badge_agent: ['Automated assistant', 'Asistente automático'],
  badge_rep: ['Person', 'Persona'],
  person: ['Talk to a person', 'Hablar con una persona'],
  notice: ['Before you write', 'Antes de escribir'],
  notice_consent: ['By sending a message you acknowledge this notice.', 'Al enviar un mensaje, confirma que leyó este aviso.'],
  empty: ['Ask about a vehicle, a test drive, service or our hours.', 'Pregunte por un vehículo, una prueba de manejo, el servicio o el horario.'],
  log: ['Conversation', 'Conversación'],
  you: ['You', 'Usted'],
  automated: ['Automated', 'Automático'],
  store: ['Store', 'Concesionario'],
  queue: ['A person has been asked to join. You can keep writing.', 'Se pidió una persona. Puede seguir escribiendo.'],
  rep: ['You are talking to {name}.', 'Está hablando con {name}.'],
  rep_role: ['A person at the store, not the assistant', 'Una persona del concesionario, no el asistente'],
  closed: ['This conversation has ended. Write again any time and it continues.', 'Esta conversación terminó. Escriba cuando quiera y continúa.'],
  was_queue: ['A person has been asked to join', 'Se pidió una persona'],
  was_rep: ['{name} joined', '{name} se unió'],
  was_agent: ['The assistant is answering again', 'Vuelve a responder el asistente'],
  was_closed: ['Conversation ended', 'Conversación terminada'],
  someone: ['A person', 'Una persona'],
  typing: ['{name} is writing…', '{name} está escribiendo…'],
  connecting: ['Connecting…', 'Conectando…'],
  offline: ['You are offline. Your message is kept and will be sent.', 'No tiene conexión. Su mensaje está guardado y se enviará.'],
  offline_idle: ['You are offline.', 'No tiene conexión.'],
  unreachable: ['We cannot reach the chat right now. We keep trying.', 'No podemos conectar con el chat. Seguimos intentando.'],
  fatal: ['The chat is not available on this page.', 'El chat no está disponible en esta página.'],
  call: ['Call {phone}', 'Llamar al {phone}'],
  forgotten: ['Your earlier conversation is no longer available. A new message starts a new one.', 'Su conversación anterior ya no está disponible. Un mensaje nuevo inicia otra.'],
  composer: ['Write a message', 'Escriba un mensaje'],
  send: ['Send', 'Enviar'],
  chars_left: ['{n} characters left', 'Quedan {n} caracteres'],
  chars_over: ['{n} characters too many', 'Sobran {n} caracteres'],
  sending: ['Sending…', 'Enviando…'],
  kept: ['Kept, will be sent', 'Guardado, se enviará'],
  sent: ['Sent', 'Enviado'],
  held: ['You are writing very fast. It is sent in a moment.', 'Está escribiendo muy rápido. Se enviará en un momento.'],
  failed: ['Not sent', 'No se envió'],
  retry: ['Try again', 'Intentar de nuevo'],
  discard: ['Remove', 'Quitar'],
  err_too_long: ['This message is too long.', 'Este mensaje es demasiado largo.'],
  err_thread_full: ['This conversation is full. Please call the store.', 'Esta conversación está llena. Por favor llame al concesionario.'],
  choices: ['Suggested replies', 'Respuestas sugeridas'],
  csat: ['How was this conversation?', '¿Cómo fue esta conversación?'],
  csat_low: ['1 is poor, 5 is very good', '1 es mala, 5 es muy buena'],
  csat_send: ['Send rating', 'Enviar calificación'],
  csat_skip: ['Skip', 'Omitir'],
  csat_thanks: ['Thank you for the rating.', 'Gracias por su calificación.'],
  new_messages: ['New messages below', 'Mensajes nuevos abajo'],
  opens_new: ['opens in a new tab', 'se abre en otra pestaña'],
} satisfies Record<string, [en: string, es: string]>;

export type Key = keyof typeof table;
export type Lang = 'en' | 'es';
export const LANGS: readonly Lang[] = ['en', 'es'];

export type Say = (key: Key, values?: Record<string, string | number>) => string;

export const fill = (pattern: string, values: Record<string, string | number> = {}): string =>
  pattern.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

export const sayIn =
  (lang: Lang): Say =>
  (key, values) =>
    fill(table[key][LANGS.indexOf(lang)]!, values);

/** The first of the wishes ("es-MX", "EN", …) that we and the rooftop both speak; the rooftop's own first language otherwise. */
export function pickLang(wishes: readonly (string | null | undefined)[], spoken: readonly string[] = LANGS): Lang {
  const ours = spoken.filter((l): l is Lang => LANGS.includes(l as Lang));
  for (const wish of wishes) {
    const base = wish?.toLowerCase().split(/[-_]/)[0];
    const hit = ours.find((l) => l === base);
    if (hit) return hit;
  }
  return ours[0] ?? 'en';
}
