// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"hash/fnv"
	"image"
	"math/rand/v2"
	"slices"
)

// Kind is what a scene shows.
type Kind string

// The scenes that can be drawn.
const (
	Harbour    Kind = "harbour"     // Harbour: cranes and a container ship.
	WindFarm   Kind = "wind-farm"   // WindFarm: turbines at sea.
	Circuit    Kind = "circuit"     // Circuit: a microchip and its traces.
	Hemicycle  Kind = "hemicycle"   // Hemicycle: the seats of an assembly.
	Vineyard   Kind = "vineyard"    // Vineyard: hills, rows of vines, a tractor.
	Laboratory Kind = "laboratory"  // Laboratory: flasks on a bench.
	Metro      Kind = "metro"       // Metro: a city and its overhead metro.
	DataCentre Kind = "data-centre" // DataCentre: a corridor of racks.
	Mountain   Kind = "mountain"    // Mountain: a train crossing a viaduct.
	Hospital   Kind = "hospital"    // Hospital: a corridor of wards.
	Classroom  Kind = "classroom"   // Classroom: a board and desks.
	Stage      Kind = "stage"       // Stage: curtains and spotlights.
	Press      Kind = "press"       // Press: newspapers leaving the rotary press.
	Space      Kind = "space"       // Space: a satellite above a planet.
	Fields     Kind = "fields"      // Fields: plots seen from above, with irrigation.
	Stadium    Kind = "stadium"     // Stadium: a pitch under floodlights.
	Courthouse Kind = "courthouse"  // Courthouse: columns and pediment.
	Market     Kind = "market"      // Market: curves and bars of a trading screen.
	Forest     Kind = "forest"      // Forest: misty firs and a river.
	Factory    Kind = "factory"     // Factory: roofs, chimneys and solar panels.
	Studio     Kind = "studio"      // Studio: a microphone on air.
	Road       Kind = "road"        // Road: an electric car on a winding road.
	Housing    Kind = "housing"     // Housing: a building site and its crane.
	Bookshop   Kind = "bookshop"    // Bookshop: shelves of books and a lamp.
)

// painters draw each kind on a sheet of 1600 × 900 units.
var painters = map[Kind]func(*canvas, *rand.Rand){
	Harbour: drawHarbour, WindFarm: drawWindFarm, Circuit: drawCircuit, Hemicycle: drawHemicycle,
	Vineyard: drawVineyard, Laboratory: drawLaboratory, Metro: drawMetro, DataCentre: drawDataCentre,
	Mountain: drawMountain, Hospital: drawHospital, Classroom: drawClassroom, Stage: drawStage,
	Press: drawPress, Space: drawSpace, Fields: drawFields, Stadium: drawStadium,
	Courthouse: drawCourthouse, Market: drawMarket, Forest: drawForest, Factory: drawFactory,
	Studio: drawStudio, Road: drawRoad, Housing: drawHousing, Bookshop: drawBookshop,
}

// Kinds lists every kind of scene, sorted.
func Kinds() []Kind {
	kinds := make([]Kind, 0, len(painters))
	for k := range painters {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	return kinds
}

// Scene draws a 16:9 illustration, width pixels wide. The seed chooses palette,
// time of day and layout. An unknown kind is drawn as a press hall.
func Scene(kind Kind, seed uint64, width int) *image.RGBA {
	paint, ok := painters[kind]
	if !ok {
		kind, paint = Press, drawPress
	}
	c := newCanvas(1600, 900, width)
	paint(c, random(seed, string(kind)))
	return c.img
}

// random makes the generator of one picture. The name keeps two kinds of
// picture with the same seed from sharing their draws.
func random(seed uint64, name string) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))                  // a hash never fails
	return rand.New(rand.NewPCG(seed, h.Sum64())) //nolint:gosec // pictures need repeatable draws, not secret ones
}
