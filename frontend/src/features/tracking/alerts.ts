import { useEffect, useRef, useState } from "react";
import { browserStorage } from "@/lib/browserStorage";

/** Sound and vibration when something happens: off until asked for, remembered on this device. */
const KEY = "trusttrack.alerts";
const TONES_HZ = [660, 880];
const TONE_S = 0.16;

let audio: AudioContext | undefined;

/** A tap opens the sound: browsers let no page sound off by itself. */
function openSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
}

function chime(): void {
  navigator.vibrate?.([180, 90, 180]);
  if (audio?.state !== "running") return;
  for (const [index, hertz] of TONES_HZ.entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const from = audio.currentTime + index * TONE_S;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.12, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + TONE_S);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + TONE_S);
  }
}

/** Whether they are on, and a switch; `newest` is the sequence of the newest entry. */
export function useAlerts(newest: number): { isOn: boolean; toggle: () => void } {
  const [isOn, setOn] = useState(() => browserStorage.getItem(KEY) === "on");
  const heard = useRef(newest);

  useEffect(() => {
    if (!isOn) return;
    // The first tap anywhere: the choice is remembered, the permission of the browser is not
    window.addEventListener("pointerdown", openSound, { once: true });
    return () => window.removeEventListener("pointerdown", openSound);
  }, [isOn]);

  useEffect(() => {
    if (newest > heard.current && isOn) chime();
    heard.current = newest;
  }, [newest, isOn]);

  const toggle = (): void => {
    const next = !isOn;
    browserStorage.setItem(KEY, next ? "on" : "off");
    setOn(next);
    if (!next) return;
    openSound();
    chime();
  };
  return { isOn, toggle };
}
