Console.WriteLine("Headway");
