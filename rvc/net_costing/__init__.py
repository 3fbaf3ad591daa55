"""From a producer's accounts to the net cost of goods: UR 1(6), 7(10)-(14), Schedules 5, 7, 8 and 9."""
