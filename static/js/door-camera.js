/** The camera: at most 15 pictures a second to the reader, one at a time; torch and choice of camera where the phone has them. */
const PAUSE = 67;
const WIDEST = 1280;

export class Camera {
  constructor({ box, data, onCode }) {
    this.data = data;
    this.onCode = onCode;
    this.button = box.querySelector("[data-camera]");
    this.torch = box.querySelector("[data-torch]");
    this.cameras = box.querySelector("[data-cameras]");
    this.note = box.querySelector("[data-camera-note]");
    this.view = box.querySelector("[data-view]");
    this.video = box.querySelector("video");
    this.canvas = document.createElement("canvas");
    box.hidden = false;
    this.install();
  }

  install() {
    if (!navigator.mediaDevices?.getUserMedia) {
      this.button.hidden = true;
      this.say(this.data.texts.cameraInsecure);
      return;
    }
    this.button.addEventListener("click", () => (this.stream ? this.stop() : this.start()));
    this.cameras.addEventListener("change", () => this.start(this.cameras.value));
    this.torch.addEventListener("click", () => this.switchTorch());
    // iOS gives a black picture after the tab was in the background: the camera is opened anew.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.stream) this.start(this.chosen);
    });
  }

  say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
  }

  async start(chosen = localStorage.getItem("door:camera") ?? "") {
    this.close();
    this.say("");
    try {
      this.stream = await this.open(chosen);
    } catch {
      this.say(this.data.texts.cameraDenied);
      return;
    }
    this.chosen = chosen;
    this.video.srcObject = this.stream;
    this.view.hidden = false;
    this.label(true);
    await this.video.play().catch(() => {});
    await this.offerCameras();
    this.torch.hidden = !this.track.getCapabilities?.().torch;
    this.prepareReader();
    this.next();
  }

  /** The chosen camera; when it is gone, the one at the back. */
  async open(chosen) {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const wish = chosen ? { deviceId: { exact: chosen } } : { facingMode: { ideal: "environment" } };
    try {
      return await navigator.mediaDevices.getUserMedia({ video: { ...size, ...wish }, audio: false });
    } catch (problem) {
      if (!chosen) throw problem;
      localStorage.removeItem("door:camera");
      return this.open("");
    }
  }

  get track() {
    return this.stream.getVideoTracks()[0];
  }

  async offerCameras() {
    const devices = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "videoinput");
    const current = this.track.getSettings().deviceId;
    this.cameras.replaceChildren(
      ...devices.map((one, place) => new Option(one.label || String(place + 1), one.deviceId, false, one.deviceId === current)),
    );
    this.cameras.hidden = devices.length < 2;
    if (current) localStorage.setItem("door:camera", current);
  }

  async switchTorch() {
    const on = this.torch.getAttribute("aria-pressed") !== "true";
    await this.track.applyConstraints({ advanced: [{ torch: on }] }).catch(() => {});
    this.torch.setAttribute("aria-pressed", String(on));
  }

  prepareReader() {
    if (this.worker) return;
    this.worker = new Worker(this.data.reader, { type: "module" });
    this.worker.addEventListener("message", (event) => this.hear(event.data));
    this.worker.addEventListener("error", () => this.say(this.data.texts.cameraFailed));
    this.worker.postMessage({ module: this.data.module, wasm: this.data.wasm });
  }

  hear({ ready, text, problem }) {
    if (problem) this.say(this.data.texts.cameraFailed);
    if (ready) this.ready = true;
    if (text) this.onCode(text);
    this.busy = false;
  }

  next() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.stream) return;
      if (this.ready && !this.busy && this.video.readyState >= 2) this.look();
      this.next();
    }, PAUSE);
  }

  look() {
    const scale = Math.min(1, WIDEST / this.video.videoWidth);
    this.canvas.width = this.video.videoWidth * scale;
    this.canvas.height = this.video.videoHeight * scale;
    const pen = this.canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    this.busy = true;
    this.worker.postMessage(pen.getImageData(0, 0, this.canvas.width, this.canvas.height));
  }

  close() {
    clearTimeout(this.timer);
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.torch.setAttribute("aria-pressed", "false");
  }

  stop() {
    this.close();
    this.view.hidden = true;
    this.torch.hidden = true;
    this.cameras.hidden = true;
    this.label(false);
  }

  label(on) {
    this.button.querySelector("span").textContent = on ? this.data.texts.cameraStop : this.data.texts.cameraStart;
  }
}
