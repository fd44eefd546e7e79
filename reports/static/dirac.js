"use strict";
// The Dirac-GAN with logistic loss f(t) = -log(1 + exp(-t)) and the penalty gamma psi^2 / 2.
(() => {
  const SLOPE = 0.5; // f'(0)
  const FAR = 1e6; // a path that gets this far is cut: its numbers would overflow

  const slopeAt = (t) => 1 / (1 + Math.exp(t));

  const step = ([theta, psi], gamma, h, update) => {
    const slope = slopeAt(theta * psi);
    const nextTheta = theta - h * psi * slope;
    if (update === "simultaneous") {
      return [nextTheta, psi + h * (theta * slope - gamma * psi)];
    }
    return [nextTheta, psi + h * (nextTheta * slopeAt(nextTheta * psi) - gamma * psi)];
  };

  const trajectory = (start, gamma, h, update, steps = 400) => {
    const path = [start];
    while (path.length <= steps && Math.hypot(...path[path.length - 1]) < FAR) {
      path.push(step(path[path.length - 1], gamma, h, update));
    }
    return path;
  };

  // Of one step's Jacobian at (0, 0). The discriminant is written as a product, so that it is
  // exactly 0 where two eigenvalues meet.
  const eigenvalues = (gamma, h, update) => {
    const drag = update === "simultaneous" ? gamma : gamma + h * SLOPE * SLOPE;
    const middle = 1 - (h * drag) / 2;
    const discriminant = (drag - 2 * SLOPE) * (drag + 2 * SLOPE);
    const half = (h / 2) * Math.sqrt(Math.abs(discriminant));
    return discriminant < 0
      ? [{ re: middle, im: half }, { re: middle, im: -half }]
      : [{ re: middle + half, im: 0 }, { re: middle - half, im: 0 }];
  };

  const radius = (gamma, h, update) =>
    Math.max(...eigenvalues(gamma, h, update).map((value) => Math.hypot(value.re, value.im)));

  // Below this step both eigenvalues lie inside the unit circle; 0 where no step is short enough.
  const threshold = (gamma, update) => {
    if (gamma <= 0) return 0;
    if (update === "alternating") {
      return 4 / (Math.hypot(gamma, 2 * SLOPE) + gamma);
    }
    if (gamma <= 2 * SLOPE) return gamma / (SLOPE * SLOPE);
    return 4 / (gamma + Math.sqrt(gamma * gamma - 4 * SLOPE * SLOPE));
  };

  const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const power = (exponent) => [...String(exponent)].map((c) => (c === "-" ? "⁻" : SUPERSCRIPTS[c])).join("");

  const round = (value) => {
    const [digits, exponent] = value.toExponential(3).split("e").map(Number);
    const text = exponent < -3 || exponent > 5 ? `${digits} × 10${power(exponent)}` : `${Number(value.toPrecision(4))}`;
    return text.replace("-", "−");
  };

  const verdict = (gamma, h, update) => {
    const limit = threshold(gamma, update);
    if (h < limit) return `Converges near the equilibrium. At this penalty every step below h = ${round(limit)} does.`;
    if (limit > 0 && h === limit) return `On the edge: h = ${round(limit)} is the limit at this penalty.`;
    if (limit > 0) return `Unstable: the step is too long. The limit at this penalty is h = ${round(limit)}.`;
    if (update === "simultaneous") return "Unstable. Without a penalty simultaneous updates are, however short the step.";
    if (h <= 2 / SLOPE) return "Both eigenvalues lie on the unit circle, so the linearisation decides nothing.";
    return `Unstable. Without a penalty alternating updates leave the unit circle at h = ${round(2 / SLOPE)}.`;
  };

  window.ganproof = Object.freeze({ eigenvalues, radius, step, threshold, trajectory, verdict });

  const element = (id) => document.getElementById(id);
  if (!element("dirac-controls")) return;

  const SIZE = 300;
  const SVG = "http://www.w3.org/2000/svg";
  const plane = { svg: element("dirac-path"), reach: 3, ticks: [-2, 2], names: ["θ", "ψ"] };
  const circle = { svg: element("dirac-spectrum"), reach: 1.6, ticks: [-1, 1], names: ["Re", "Im"] };
  const across = (plot, x) => (SIZE / 2) * (1 + x / plot.reach);
  const up = (plot, y) => (SIZE / 2) * (1 - y / plot.reach);

  const add = (plot, name, attributes, text = "") => {
    const node = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.textContent = text;
    return plot.svg.appendChild(node);
  };

  const axes = (plot) => {
    const middle = SIZE / 2;
    add(plot, "path", { class: "axis", d: `M0 ${middle}H${SIZE}M${middle} 0V${SIZE}` });
    plot.ticks.forEach((tick) => {
      const label = String(tick).replace("-", "−");
      const [x, y, away] = [across(plot, tick), up(plot, tick), Math.sign(tick)];
      const side = away > 0 ? "start" : "end";
      add(plot, "path", { class: "axis", d: `M${x} ${middle - 3}v6M${middle - 3} ${y}h6` });
      add(plot, "text", { class: "tick", x: x + 5 * away, y: middle + 14, "text-anchor": side }, label);
      add(plot, "text", { class: "tick", x: middle - 6, y: y - 9 * away + 4, "text-anchor": "end" }, label);
    });
    add(plot, "text", { class: "name", x: SIZE - 6, y: middle - 7, "text-anchor": "end" }, plot.names[0]);
    add(plot, "text", { class: "name", x: middle + 8, y: 14 }, plot.names[1]);
  };

  const field = add(plane, "path", { class: "arrows" });
  axes(plane);
  const line = add(plane, "path", { class: "path" });
  const dots = add(plane, "path", { class: "dots" });
  const handle = add(plane, "circle", { class: "handle", r: 9 });
  add(circle, "circle", { class: "unit", cx: SIZE / 2, cy: SIZE / 2, r: SIZE / 2 / circle.reach });
  axes(circle);
  const marks = [0, 1].map(() => add(circle, "circle", { class: "mark", r: 5.5 }));

  const number = (id) => {
    const input = element(id);
    const value = input.valueAsNumber;
    return Number.isFinite(value) ? Math.min(Math.max(value, Number(input.min)), Number(input.max)) : null;
  };

  const direction = (theta, psi, gamma) => {
    const slope = slopeAt(theta * psi);
    return [-psi * slope, theta * slope - gamma * psi];
  };

  const arrow = (x, y, gamma) => {
    const [dx, dy] = direction(x, y, gamma);
    const length = Math.hypot(dx, dy);
    if (length < 1e-9) return "";
    const scale = 16 / (length + 0.4);
    const [right, down] = [scale * dx, -scale * dy];
    const [tipX, tipY] = [across(plane, x) + right / 2, up(plane, y) + down / 2];
    const barb = (turn) => {
      const angle = Math.atan2(down, right) + turn;
      return `M${tipX.toFixed(1)} ${tipY.toFixed(1)}l${(3.2 * Math.cos(angle)).toFixed(1)} ${(3.2 * Math.sin(angle)).toFixed(1)}`;
    };
    return `M${tipX.toFixed(1)} ${tipY.toFixed(1)}l${(-right).toFixed(1)} ${(-down).toFixed(1)}${barb(2.6)}${barb(-2.6)}`;
  };

  const GRID = [-2.6, -1.95, -1.3, -0.65, 0, 0.65, 1.3, 1.95, 2.6];
  const fieldPath = (gamma) => GRID.flatMap((x) => GRID.map((y) => arrow(x, y, gamma))).join("");

  const shownEigenvalues = ([first, second]) =>
    first.im !== 0 ? `${round(first.re)} ± ${round(first.im)} i` : `${round(first.re)} and ${round(second.re)}`;

  const clamp = (value, reach) => Math.min(Math.max(value, -0.97 * reach), 0.97 * reach);

  const draw = () => {
    const [gamma, h] = [number("dirac-gamma"), number("dirac-step")];
    const start = [number("dirac-theta"), number("dirac-psi")];
    if ([gamma, h, ...start].includes(null)) return;
    const update = element("dirac-controls").elements.update.value;
    const path = trajectory(start, gamma, h, update);
    const places = path.map(([x, y]) => `${across(plane, x).toFixed(1)} ${up(plane, y).toFixed(1)}`);
    field.setAttribute("d", fieldPath(gamma));
    line.setAttribute("d", `M${places.join("L")}`);
    dots.setAttribute("d", places.map((place) => `M${place}h0`).join(""));
    handle.setAttribute("cx", across(plane, start[0]));
    handle.setAttribute("cy", up(plane, start[1]));
    const values = eigenvalues(gamma, h, update);
    const rho = radius(gamma, h, update);
    values.forEach((value, index) => {
      const outside = Math.max(Math.abs(value.re), Math.abs(value.im)) > circle.reach;
      marks[index].setAttribute("cx", across(circle, clamp(value.re, circle.reach)));
      marks[index].setAttribute("cy", up(circle, clamp(value.im, circle.reach)));
      marks[index].setAttribute("class", outside ? "mark off" : "mark");
    });
    element("dirac-verdict").textContent = verdict(gamma, h, update);
    element("dirac-verdict").dataset.converges = String(h < threshold(gamma, update));
    element("dirac-eigenvalues").textContent = shownEigenvalues(values);
    element("dirac-radius").textContent = round(rho);
    const last = Math.hypot(...path[path.length - 1]);
    element("dirac-distance").textContent = last < FAR ? round(last) : `left the plane at step ${path.length - 1}`;
  };

  const pairs = [["dirac-gamma", "dirac-gamma-slider"], ["dirac-step", "dirac-step-slider"]];
  const set = (id, value) => {
    element(id).value = value;
    pairs.filter(([input]) => input === id).forEach(([, slider]) => { element(slider).value = value; });
  };

  pairs.forEach(([input, slider]) => {
    element(input).addEventListener("input", () => { element(slider).value = element(input).value; });
    element(slider).addEventListener("input", () => { element(input).value = element(slider).value; });
  });
  element("dirac-controls").addEventListener("input", draw);
  element("dirac-controls").addEventListener("submit", (event) => event.preventDefault());
  element("dirac-controls").addEventListener("click", (event) => {
    const preset = event.target.closest("button")?.dataset;
    if (!preset) return;
    set("dirac-gamma", preset.gamma);
    set("dirac-step", preset.step);
    element("dirac-controls").elements.update.value = preset.update;
    draw();
  });

  handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = plane.svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 2 - 1;
    const y = 1 - ((event.clientY - box.top) / box.height) * 2;
    set("dirac-theta", clamp(x * plane.reach, plane.reach).toFixed(2));
    set("dirac-psi", clamp(y * plane.reach, plane.reach).toFixed(2));
    draw();
  });
  draw();
})();
