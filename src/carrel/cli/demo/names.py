"""Names of people who do not exist, as mixed as those of a district in California. Given and family names, by home."""

from typing import NamedTuple


class Home(NamedTuple):
    """Families with one home language: `weight` of them in a hundred, family names, given names by the child's sex."""

    language: str
    weight: int
    family: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HOMES = (
    Home(
        "en",
        34,
        _words(
            "Abbott Adler Bailey Barnes Becker Bennett Bishop Boyd Brandt Brooks Burke Carver Chandler Coleman Cooper "
            "Dalton Dawson Decker Doyle Ellison Everett Farrell Fischer Fleming Foster Gallagher Garner Gibbs Graves "
            "Griffin Hale Hammond Harlow Hayes Holloway Hunter Ingram Jennings Keller Kendrick Lambert Langley Lowell "
            "Maddox Marsh McBride McKenna Mercer Monroe Nash Nolan O'Connor Osborne Palmer Parrish Pruitt Quinn Ramsey "
            "Reeves Rhodes Rowe Sawyer Schaefer Sheridan Sloan Stanton Sutton Thatcher Tucker Underwood Vaughn Wade "
            "Walsh Washington Webb Whitaker Winslow Yates Zimmerman"
        ),
        _words(
            "Abigail Addison Amelia Aubrey Audrey Autumn Brooklyn Caroline Charlotte Clara Delilah Eleanor Ella Emma "
            "Evelyn Hadley Hannah Harper Hazel Imani Ivy Jada June Kayla Leah Lily Lucy Maeve Maya Mia Nevaeh Nora "
            "Olive Paige Penelope Piper Quinn Riley Rose Ruby Sadie Savannah Sienna Sophie Stella Tess Violet Willa Zoe"
        ),
        _words(
            "Aaron Aiden Andre Asher August Austin Beckett Caleb Calvin Carter Cole Darius Dashiell Devon Dylan Elijah "
            "Ethan Everett Felix Finn Gavin Graham Henry Hudson Ian Isaac Jackson Jalen Jasper Jonah Jordan Julian Kai "
            "Landon Leo Levi Logan Malik Marcus Mason Miles Nathan Noah Oliver Owen Parker Rowan Sam Silas Theo Will"
        ),
        _words("Alice Amy Carol Dana Denise Ellen Erin Fiona Gwen Heather Janet Karen Laura Megan Naomi Paula Rachel"),
        _words("Alan Brian Craig Dennis Eric Frank Glenn Howard Jeff Keith Lloyd Martin Neil Patrick Ross Scott Wayne"),
    ),
    Home(
        "es",
        32,
        _words(
            "Aguilar Alvarado Álvarez Arroyo Ávila Barrera Benítez Cabrera Calderón Camacho Campos Cárdenas Castañeda "
            "Cervantes Contreras Cordero Córdova Delgado Domínguez Escobar Espinoza Esquivel Figueroa Flores Fuentes "
            "Galindo Gallegos Guerrero Gutiérrez Guzmán Herrera Ibarra Iñiguez Jiménez Juárez Lozano Maldonado Márquez "
            "Medina Mejía Méndez Molina Montoya Morales Muñoz Navarro Núñez Ochoa Orozco Ortega Pacheco Padilla Peña "
            "Quintero Ramírez Ríos Rosales Ruelas Salazar Sandoval Solís Tapia Toledo Trejo Valdez Valencia Vásquez "
            "Velasco Villanueva Yáñez Zamora Zepeda"
        ),
        _words(
            "Abril Alejandra Alma Camila Carolina Citlali Dulce Elena Esmeralda Fernanda Gabriela Guadalupe Inés Itzel "
            "Jimena Julieta Lucía Luz Marisol Mariana Natalia Paloma Pilar Regina Renata Rocío Rosa Salma Sofía Valeria "
            "Vanessa Ximena Yaretzi"
        ),
        _words(
            "Adrián Alonso Andrés Ángel Bruno César Cristian Damián Diego Eduardo Emiliano Esteban Fabián Gael Gerardo "
            "Héctor Hugo Iker Ismael Javier Joaquín Jorge Julián Leonel Lorenzo Luis Mauricio Miguel Omar Óscar Pablo "
            "Rafael Ramiro Raúl Rodrigo Saúl Santiago Tomás Uriel"
        ),
        _words(
            "Adriana Beatriz Claudia Dolores Elvira Graciela Irma Leticia Lourdes Marta Norma Patricia Rosario Silvia"
        ),
        _words("Alfredo Arturo Benito Carlos Daniel Enrique Ernesto Felipe Gilberto Jaime José Manuel Ricardo Sergio"),
    ),
    Home(
        "vi",
        8,
        _words("Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý"),
        _words("An Bích Châu Diễm Giang Hạnh Hương Lan Linh Mai Ngọc Nhi Phương Quỳnh Thảo Thư Trang Trinh Uyên Vy"),
        _words("Bảo Bình Cường Đạt Dũng Đức Hải Hiếu Huy Khang Khoa Long Minh Nam Phong Phúc Quang Sơn Thịnh Tuấn"),
        _words("Hoa Hồng Loan Nga Nhung Oanh Thu Thủy Tuyết Yến"),
        _words("Chính Hùng Kiên Lâm Nghĩa Tâm Thắng Toàn Trung Vinh"),
    ),
    Home(
        "hmn",
        7,
        _words("Vang Xiong Yang Lor Thao Her Moua Cha Vue Kue Lee Hang Khang Lo"),
        _words("Bao Gao Hli Kalia Kaying Maly Mai Nkauj Paj Pachia Sheng See Xee Yer Zoua"),
        _words("Bee Chue Cheng Fue Kong Leng Meng Nhia Pao Pheng Tou Toua Tswv Vam Xeng Yeng"),
        _words("Blia Chee Ka May Pang Youa"),
        _words("Chong Ger Houa Nao Neng Wa"),
    ),
    Home(
        "so",
        5,
        _words(
            "Abdi Abdullahi Ali Aden Barre Duale Elmi Farah Gedi Hassan Hersi Jama Mohamud Nur Omar Osman Warsame Yusuf"
        ),
        _words("Amina Asha Ayaan Deqa Fadumo Faiza Hamdi Hodan Idil Ifrah Khadra Ladan Nasra Sagal Samira Sahra Ubah"),
        _words(
            "Abdirahman Ayub Bilal Guled Hamza Idris Ilyas Jibril Khalid Liban Mahad Mukhtar Nuradin Sharmarke Yahye"
        ),
        _words("Habiba Halima Maryan Safia Zahra"),
        _words("Ahmed Ibrahim Ismail Mohamed Said"),
    ),
    Home(
        "ar",
        5,
        _words(
            "Al-Amin Awad Darwish Farouk Habib Haddad Hamdan Ibrahim Jaber Kassem Khoury Mansour Najjar Qasim Rahman Saleh"
        ),
        _words("Aya Dana Farah Hala Hana Jana Layan Leila Lina Mariam Noor Rania Reem Salma Tala Yara Yasmin"),
        _words("Adam Amir Anas Bashar Fadi Faris Hadi Karim Laith Mazen Nabil Rami Samir Tariq Wael Yazan Zaid"),
        _words("Amal Huda Iman Nadia Samar"),
        _words("Adnan Bassam Fouad Jamal Walid"),
    ),
    Home(
        "tl",
        3,
        _words("Bautista Dela-Cruz Dimaculangan Lacson Macaraeg Magsaysay Manalo Pangilinan Salonga Tolentino"),
        _words("Althea Analyn Bea Divina Jasmine Kristel Ligaya Mayumi Princess Tala"),
        _words("Alon Bayani Cedrick Dominic Jericho Joshua Mark Paolo Rommel Vince"),
        _words("Corazon Ermelinda Luzviminda Rosalie"),
        _words("Danilo Efren Reynaldo Rogelio"),
    ),
    Home(
        "zh",
        3,
        _words("Chen Chu Fang Huang Liang Lin Liu Tan Wang Wu Xu Zhang Zhao Zheng Zhou"),
        _words("Fei Jiayi Lihua Meilin Ning Qing Shan Xinyi Yifei Yuxin Zihan"),
        _words("Chao Haoran Jian Junjie Kexin Ming Rui Tao Wei Yichen Zihao"),
        _words("Fang Hong Juan Mei Xia"),
        _words("Bo Gang Jun Lei Qiang"),
    ),
    Home(
        "pa",
        2,
        _words("Bains Dhaliwal Gill Grewal Kaur Mann Randhawa Sandhu Sidhu Singh"),
        _words("Amrit Gurleen Harleen Jasleen Kiran Mehar Navneet Simran"),
        _words("Arjan Gurtej Harman Jaspreet Karan Manvir Ranbir Tejas"),
        _words("Baljit Kamaljit Paramjit Rupinder"),
        _words("Balbir Harjit Kuldip Satnam"),
    ),
    Home(
        "ko",
        1,
        _words("Choi Jang Jeong Kang Kim Park Shin Yoon"),
        _words("Haeun Jiwoo Minseo Seoyeon Soo-ah Yuna"),
        _words("Doyun Hajun Jiho Minjun Siwoo Taeyang"),
        _words("Eunji Hyejin Mikyung"),
        _words("Donghyun Jinwoo Sungmin"),
    ),
)

PREFERRED = {
    "Abigail": "Abby",
    "Alejandra": "Ale",
    "Alonso": "Lonnie",
    "Abdirahman": "Abdi",
    "Benjamin": "Ben",
    "Charlotte": "Charlie",
    "Eduardo": "Eddie",
    "Eleanor": "Nell",
    "Elijah": "Eli",
    "Emiliano": "Emi",
    "Esmeralda": "Esme",
    "Evelyn": "Evie",
    "Fernanda": "Fer",
    "Gabriela": "Gabi",
    "Guadalupe": "Lupe",
    "Jackson": "Jack",
    "Kaying": "Kay",
    "Mauricio": "Mau",
    "Miguel": "Mike",
    "Nathan": "Nate",
    "Oliver": "Ollie",
    "Penelope": "Penny",
    "Phương": "Phoebe",
    "Quỳnh": "Quinn",
    "Santiago": "Santi",
    "Savannah": "Sav",
    "Sharmarke": "Sharma",
    "Tuấn": "Tony",
    "Ximena": "Mena",
    "Yaretzi": "Yari",
    "Zihao": "Zach",
}
PRONOUNS = ("they/them", "she/they", "he/they")
