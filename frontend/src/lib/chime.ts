let context: AudioContext | undefined;

/** Two short rising tones, made on the spot: nothing to download, and nothing where the browser lets no sound out. */
export function chime(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    tone(context, 660, 0);
    tone(context, 880, 0.18);
  } catch {
    // A browser without sound shows the order all the same
  }
}

function tone(audio: AudioContext, frequency: number, after: number): void {
  const [oscillator, volume] = [audio.createOscillator(), audio.createGain()];
  const begins = audio.currentTime + after;
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, begins);
  volume.gain.linearRampToValueAtTime(0.35, begins + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.32);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(begins);
  oscillator.stop(begins + 0.35);
}
