import {
  BufferAttribute,
  BufferGeometry,
  Color,
  DynamicDrawUsage,
  GLSL3,
  LinearSRGBColorSpace,
  PerspectiveCamera,
  Points,
  Scene,
  ShaderMaterial,
  Vector3,
  WebGLRenderer,
} from 'three';
import { parseColor } from './color.ts';
import type { PointCloud } from './point-cloud.ts';
import { pointFragmentShader, pointVertexShader } from './point-shader.ts';
import type { SceneTheme } from './types.ts';
import type { View } from './view.ts';

/** Up to here points show in full; more of them are drawn fainter, so that a dense map keeps its shades. */
const fullDensityCount = 12_000;

function createMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    glslVersion: GLSL3,
    vertexShader: pointVertexShader,
    fragmentShader: pointFragmentShader,
    transparent: true,
    depthTest: false,
    depthWrite: false,
    uniforms: {
      share: { value: 1 },
      depthScale: { value: 1 },
      viewDistance: { value: 1 },
      homeDistance: { value: 1 },
      pixelRatio: { value: 1 },
      pointCount: { value: 1 },
      density: { value: 1 },
      color: { value: new Vector3() },
    },
  });
}

/** Draws all points in one call. Buffers go to the graphics card only when the cloud has changed. */
export class PointLayer {
  readonly canvas: HTMLCanvasElement;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera();
  readonly #material = createMaterial();
  readonly #points = new Points(new BufferGeometry(), this.#material);
  #version = -1;

  /** Throws where there is no WebGL2. */
  constructor() {
    this.#renderer = new WebGLRenderer({ antialias: false, depth: false, stencil: false, alpha: false });
    this.#renderer.outputColorSpace = LinearSRGBColorSpace; // colors are given as the screen takes them
    this.canvas = this.#renderer.domElement;
    this.#camera.matrixAutoUpdate = false;
    this.#camera.matrixWorldAutoUpdate = false;
    this.#points.frustumCulled = false;
    this.#points.matrixAutoUpdate = false;
    this.#scene.matrixAutoUpdate = false;
    this.#scene.add(this.#points);
  }

  setTheme(theme: SceneTheme): void {
    this.#renderer.setClearColor(new Color(...parseColor(theme.background)), 1);
    (this.#material.uniforms.color!.value as Vector3).set(...parseColor(theme.point));
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.#renderer.setPixelRatio(pixelRatio);
    this.#renderer.setSize(width, height, true);
    this.#material.uniforms.pixelRatio!.value = pixelRatio;
  }

  draw(cloud: PointCloud, view: View): void {
    if (cloud.version !== this.#version) this.#upload(cloud);
    const { uniforms } = this.#material;
    uniforms.share!.value = cloud.share;
    uniforms.depthScale!.value = view.depthScale;
    uniforms.viewDistance!.value = view.distance;
    uniforms.homeDistance!.value = view.homeDistance;
    this.#place(view);
    this.#renderer.render(this.#scene, this.#camera);
  }

  #upload(cloud: PointCloud): void {
    this.#version = cloud.version;
    const { geometry } = this.#points;
    const position = geometry.getAttribute('position') as BufferAttribute | undefined;
    const goal = geometry.getAttribute('goal') as BufferAttribute | undefined;
    if (position?.array === cloud.from && goal) {
      position.needsUpdate = true;
      goal.needsUpdate = true;
      return;
    }
    geometry.dispose();
    const replacement = new BufferGeometry();
    replacement.setAttribute('position', new BufferAttribute(cloud.from, 3).setUsage(DynamicDrawUsage));
    replacement.setAttribute('goal', new BufferAttribute(cloud.to, 3).setUsage(DynamicDrawUsage));
    this.#points.geometry = replacement;
    const { uniforms } = this.#material;
    uniforms.pointCount!.value = Math.max(cloud.count, 1);
    uniforms.density!.value = Math.max(0.4, Math.min(1, (fullDensityCount / cloud.count) ** 0.35));
  }

  /** Gives the camera the view's place, and a projection whose center is the view's. */
  #place({ right, up, forward, eye, width, height, focal, centerX, centerY, distance }: View): void {
    const camera = this.#camera;
    // prettier-ignore
    camera.matrixWorld.set(
      right[0]!, up[0]!, -forward[0]!, eye[0]!,
      right[1]!, up[1]!, -forward[1]!, eye[1]!,
      right[2]!, up[2]!, -forward[2]!, eye[2]!,
      0, 0, 0, 1,
    );
    camera.matrixWorldInverse.copy(camera.matrixWorld).invert();
    const near = distance * 0.01;
    const far = distance * 100;
    // prettier-ignore
    camera.projectionMatrix.set(
      (2 * focal) / width, 0, 1 - (2 * centerX) / width, 0,
      0, (2 * focal) / height, (2 * centerY) / height - 1, 0,
      0, 0, (far + near) / (near - far), (2 * far * near) / (near - far),
      0, 0, -1, 0,
    );
  }

  /** Frees everything, the context too: a page may hold only a few. */
  dispose(): void {
    this.#points.geometry.dispose();
    this.#material.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }
}
