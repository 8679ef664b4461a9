-- Adds the six starter rows, three of each class, as the local stack does. A row's id is made from its
-- content, so that adding the rows again changes nothing.
INSERT INTO training (id, variance, skewness, curtosis, entropy, class) VALUES
  ('8a704c31-2dd0-3650-bab2-752560497d23', 4.0215, -2.1914, 2.4648, 1.1409, 0),
  ('b4ba507f-44d2-3e3a-8fbe-64146c41218c', 2.0922, -6.81, 8.4636, -0.60216, 0),
  ('999f5180-076e-3fbd-b28f-cb2890de509f', 1.1558, 6.4003, 1.5506, 0.6961, 0),
  ('10443135-3737-374d-8a24-f2a68f907b9e', -6.0598, 9.2952, -0.43642, -6.3694, 1),
  ('3bb8327c-161a-3696-be4c-cb11d8c156c0', 1.3183, 1.9017, -3.3111, 0.065071, 1),
  ('9045ec9d-7844-30f2-9c54-a3f78b07477d', 0.20216, 1.9182, -3.2828, -0.61768, 1)
ON CONFLICT (id) DO NOTHING;
