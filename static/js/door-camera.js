/** The camera: at most 15 pictures a second to the reader, one at a time; torch and choice of camera where the phone has them. */
const PAUSE = 67;
const WIDEST = 1280;

export class Camera {
  constructor({ box, data, decoder, onCode }) {
    Object.assign(this, { data, decoder, onCode });
    this.button = box.querySelector("[data-camera]");
    this.torch = box.querySelector("[data-torch]");
    this.cameras = box.querySelector("[data-cameras]");
    this.note = box.querySelector("[data-camera-note]");
    this.view = box.querySelector("[data-view]");
    this.video = box.querySelector("video");
    this.photo = box.querySelector("[data-photo]");
    this.canvas = document.createElement("canvas");
    box.hidden = false;
    this.install();
  }

  install() {
    this.photo.addEventListener("change", () => this.readPhoto());
    if (!navigator.mediaDevices?.getUserMedia) {
      this.button.hidden = true;
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
    if (this.button.hidden) return;
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
    this.stayAwake();
    try {
      await this.decoder.prepare();
      this.next();
    } catch {
      this.say(this.data.texts.cameraFailed);
    }
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

  async stayAwake() {
    this.awake = await navigator.wakeLock?.request("screen").catch(() => undefined);
  }

  async readPhoto() {
    const [file] = this.photo.files;
    this.photo.value = "";
    if (!file) return;
    this.say(this.data.texts.photoReading);
    try {
      const text = await this.decoder.readFile(file);
      this.say(text ? "" : this.data.texts.photoNothing);
      if (text) this.onCode(text, "photo");
    } catch {
      this.say(this.decoder.ready ? this.data.texts.photoNothing : this.data.texts.cameraFailed);
    }
  }

  next() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.stream) return;
      if (!this.decoder.isBusy && this.video.readyState >= 2) this.look();
      this.next();
    }, PAUSE);
  }

  async look() {
    const scale = Math.min(1, WIDEST / this.video.videoWidth);
    this.canvas.width = this.video.videoWidth * scale;
    this.canvas.height = this.video.videoHeight * scale;
    const pen = this.canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    const text = await this.decoder.read(pen.getImageData(0, 0, this.canvas.width, this.canvas.height));
    if (text && this.stream) this.onCode(text, "camera");
  }

  close() {
    clearTimeout(this.timer);
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.awake?.release();
    this.awake = undefined;
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
