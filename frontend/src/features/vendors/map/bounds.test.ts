import { expect, it } from "vitest";
import { bboxOf, boundsOf } from "./bounds";

it("holds every place, and those without one do not matter", () => {
  const places = [
    { location: { latitude: 51, longitude: -2 } },
    { location: null },
    { location: { latitude: 52, longitude: -3 } },
  ];
  expect(boundsOf(places)).toEqual([-3.01, 50.99, -1.99, 52.01]);
  expect(boundsOf([{ location: null }])).toBeUndefined();
});

it("asks for what is seen, across the date line and never for more than the Earth", () => {
  expect(bboxOf(-3, 51, -2, 52)).toBe("-3.00000,51.00000,-2.00000,52.00000");
  expect(bboxOf(170, -20, 190, -10)).toBe("170.00000,-20.00000,-170.00000,-10.00000");
  expect(bboxOf(-300, -95, 300, 95)).toBe("-180.00000,-90.00000,180.00000,90.00000");
});
