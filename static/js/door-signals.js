/** Sound and vibration of a verdict: one high tone good, two middle tones look, one long low tone stop. */
const TONES = { ok: [[1047, 0, 0.12]], warn: [[660, 0, 0.1], [660, 0.16, 0.1]], bad: [[196, 0, 0.5]], info: [[523, 0, 0.08]] };
const SHAKES = { ok: [60], warn: [60, 60, 60], bad: [400], info: [30] };
let sound;

/** Browsers allow sound only after the person has touched the page or typed. */
export function allowSound() {
  const Context = window.AudioContext ?? window.webkitAudioContext;
  if (!Context) return;
  sound ??= new Context();
  if (sound.state === "suspended") sound.resume().catch(() => {});
}

export function signal(tone) {
  navigator.vibrate?.(SHAKES[tone] ?? []);
  if (sound?.state !== "running") return;
  for (const [pitch, after, length] of TONES[tone] ?? []) {
    const voice = sound.createOscillator();
    const volume = sound.createGain();
    voice.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, sound.currentTime + after);
    volume.gain.linearRampToValueAtTime(0, sound.currentTime + after + length);
    voice.connect(volume).connect(sound.destination);
    voice.start(sound.currentTime + after);
    voice.stop(sound.currentTime + after + length);
  }
}
